import { useMutation, useQuery } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { useForm } from '../../ui/form/form.ts'
import { PasswordField } from '../password-field.tsx'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { CodeField } from './code-field.tsx'
import { explainCode, factorWords } from './factor-words.ts'

const schema = async () => {
  const { provedAgain } = await import('../../../../user-service/contract.ts')
  return provedAgain.pick({ password: true, code: true })
}

/** Asks once more who one is, over whatever is on screen. */
export function ProofDialog({ onSettle }: { onSettle: (isProved: boolean) => void }) {
  const words = factorWords()
  const { data: factor, isPending } = useQuery(trpc.gateway.factor.get.queryOptions())
  const prove = useMutation(
    trpc.gateway.session.prove.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      await prove.mutateAsync(input)
      onSettle(true)
    },
    explain: explainCode,
  })
  if (isPending) return null
  return (
    <Dialog title={words.confirmTitle} onClose={() => onSettle(false)}>
      <form {...props}>
        <DialogBody>
          <p className="text-ink-2">{words.confirmLead}</p>
          <AuthFailure text={failure} />
          <PasswordField
            name="password"
            label={words.password}
            error={errors.password}
            isLarge={false}
          />
          {factor?.onSince && <CodeField label={words.code} error={errors.code} />}
          <DialogButtons>
            <Button kind="line" onClick={() => onSettle(false)}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {words.confirm}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
