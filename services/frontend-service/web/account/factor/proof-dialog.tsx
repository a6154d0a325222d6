import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { fieldErrors } from '../../ui/form/field-errors.ts'
import { useForm } from '../../ui/form/form.ts'
import { doorsOf, ProviderProof } from '../oidc/provider-proof.tsx'
import { Or, PasskeyButton } from '../passkeys/passkey-button.tsx'
import { notHere, passkeyWords } from '../passkeys/passkey-words.ts'
import { PasswordField } from '../password-field.tsx'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { CodeField } from './code-field.tsx'
import { explainCode, factorWords } from './factor-words.ts'

const schema = async (isCodeNeeded: boolean) => {
  const { strict, lenient } = await import('./proof-schema.ts')
  return isCodeNeeded ? strict : lenient
}

interface Props {
  onSettle: (answer: { isProved: boolean; failure?: Error }) => void
}

/** Asks once more who one is, over whatever is on screen. */
export function ProofDialog({ onSettle }: Props) {
  const words = factorWords()
  const queryClient = useQueryClient()
  const { data: factor, isFetched } = useQuery(
    trpc.gateway.factor.get.queryOptions(undefined, { staleTime: 0, retry: false }),
  )
  const own = useQuery(
    trpc.gateway.passkeys.list.queryOptions(undefined, { staleTime: 0, retry: false }),
  )
  const hasPasskey = Boolean(own.data?.passkeys.length) && !notHere(own.data?.origin ?? null)
  const accounts = useQuery(
    trpc.gateway.identities.list.queryOptions(undefined, { staleTime: 0, retry: false }),
  )
  const doors = doorsOf(accounts.data?.identities ?? [])
  const hasPassword = accounts.data?.hasPassword ?? true
  const [why, setWhy] = useState<string>()
  const [isCodeWanted, setCodeWanted] = useState(false)
  const [isCodeGiven, setCodeGiven] = useState(false)
  const hasFactor = isCodeWanted || Boolean(factor?.onSince)
  const prove = useMutation(trpc.gateway.session.prove.mutationOptions())
  const byPasskey = useMutation(trpc.gateway.passkeySignIns.prove.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema: () => schema(hasFactor),
    submit: async (input) => {
      setWhy(undefined)
      setCodeGiven(input.code !== undefined)
      try {
        await prove.mutateAsync(input)
      } catch (error) {
        if (fieldErrors(error).code) {
          // Another tab turned it on: the field is there before what is wrong with it is shown.
          flushSync(() => setCodeWanted(true))
          void queryClient.invalidateQueries(trpc.gateway.factor.pathFilter())
        }
        throw error
      }
      onSettle({ isProved: true })
    },
    explain: explainCode,
  })
  // What could not be read is pending again while it is asked once more: a form that stands keeps what is typed in it.
  if (!isFetched || !own.isFetched || !accounts.isFetched) return null
  return (
    <Dialog title={words.confirmTitle} onClose={() => onSettle({ isProved: false })}>
      <form {...props}>
        <DialogBody>
          <p className="text-ink-2">{words.confirmLead}</p>
          {hasPasskey && (
            <PasskeyButton
              door="proof"
              label={passkeyWords().confirm}
              onSigned={(assertion) => byPasskey.mutateAsync({ assertion })}
              onDone={() => onSettle({ isProved: true })}
              onFailure={setWhy}
            />
          )}
          <ProviderProof
            doors={doors}
            onProved={() => onSettle({ isProved: true })}
            onFailure={setWhy}
          />
          {hasPassword && (hasPasskey || doors.size > 0) && <Or />}
          <AuthFailure text={why ?? failure} />
          {hasPassword && (
            <PasswordField
              name="password"
              label={words.password}
              error={errors.password}
              isLarge={false}
            />
          )}
          {hasPassword && (hasFactor || !factor) && (
            <CodeField
              label={words.code}
              error={errors.code && (isCodeGiven ? errors.code : m.errors.badCode)}
            />
          )}
          <DialogButtons>
            <Button kind="line" onClick={() => onSettle({ isProved: false })}>
              {m.shell.cancel}
            </Button>
            {hasPassword && (
              <Button type="submit" kind="primary" isBusy={isBusy}>
                {words.confirm}
              </Button>
            )}
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
