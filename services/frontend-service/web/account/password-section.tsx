import { useMutation, useQueryClient } from '@tanstack/react-query'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { useForm } from '../ui/form/form.ts'
import { toast } from '../ui/toast.ts'
import { PasswordField } from './password-field.tsx'
import { SettingsSection } from './settings-section.tsx'
import { AuthFailure } from './sign-in/auth-layout.tsx'

const schema = async () => {
  const { changedPassword } = await import('../../../user-service/contract.ts')
  return changedPassword.pick({ current: true, next: true })
}

/** A new password ends every other session, and all API tokens. */
export function PasswordSection() {
  const queryClient = useQueryClient()
  const change = useMutation(trpc.gateway.password.change.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      await change.mutateAsync(input)
      props.ref.current?.reset()
      toast({ text: m.settings.passwordChanged })
      await Promise.all([
        queryClient.invalidateQueries(trpc.gateway.sessions.pathFilter()),
        queryClient.invalidateQueries(trpc.gateway.apiTokens.pathFilter()),
      ])
    },
  })
  return (
    <SettingsSection title={m.settings.password} lead={m.settings.passwordLead}>
      <form {...props} className="grid gap-3.5 p-3.5 max-w-90">
        <AuthFailure text={failure} />
        <PasswordField
          name="current"
          label={m.settings.currentPassword}
          error={errors.current}
          isLarge={false}
        />
        <PasswordField
          name="next"
          label={m.settings.newPassword}
          hint={m.account.passwordHint}
          error={errors.next}
          isLarge={false}
          isNew
        />
        <Button type="submit" kind="primary" className="justify-self-start" isBusy={isBusy}>
          {m.settings.changePassword}
        </Button>
      </form>
    </SettingsSection>
  )
}
