import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { PasswordField } from '../password-field.tsx'
import { renewSession, useSession } from '../session.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { CodeField } from './code-field.tsx'
import { explainCode, factorWords } from './factor-words.ts'
import { policyWords } from './policy-words.ts'

const schema = async (hasPassword: boolean) => {
  const { endedFactor } = await import('../../../../user-service/contract.ts')
  const proof = endedFactor.pick({ password: true, code: true })
  return hasPassword ? proof : proof.partial({ password: true })
}

/** Asks for both before the second factor goes; who has no password says by another way who they are. */
export function TurnOffDialog({ onClose }: { onClose: () => void }) {
  const words = factorWords()
  const queryClient = useQueryClient()
  const router = useRouter()
  const closing = useSession().workspaces.filter(({ factorRequired }) => factorRequired)
  const turnOff = useMutation(
    trpc.gateway.factor.turnOff.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.factor.pathFilter()),
    }),
  )
  const { data } = useSuspenseQuery(trpc.gateway.identities.list.queryOptions())
  const { hasPassword } = data
  const { props, errors, failure, isBusy } = useForm({
    schema: () => schema(hasPassword),
    submit: async (input) => {
      await turnOff.mutateAsync(input)
      toast({ text: words.turnedOff })
      onClose()
      await renewSession()
      await router.invalidate()
    },
    explain: explainCode,
  })
  return (
    <Dialog title={words.turnOffTitle} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <p className="text-ink-2">{words.turnOffLead}</p>
          {closing.length > 0 && (
            <p className="flex gap-2 rounded-sm bg-warning-soft text-warning-ink px-2.5 py-2">
              <TriangleAlert aria-hidden className="mt-px" />
              {policyWords().closes(closing.map(({ name }) => name).join(', '))}
            </p>
          )}
          <AuthFailure text={failure} />
          {hasPassword && (
            <PasswordField
              name="password"
              label={words.password}
              error={errors.password}
              isLarge={false}
            />
          )}
          <CodeField label={words.code} error={errors.code} />
          <DialogButtons>
            <Button kind="line" onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="danger" isBusy={isBusy}>
              {words.turnOff}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
