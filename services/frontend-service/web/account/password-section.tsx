import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { factsOf, sentenceOf } from '../failures.ts'
import { password as en } from '../messages/en/account/password.ts'
import { password as ko } from '../messages/ko/account/password.ts'
import { inLanguage, m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { useForm } from '../ui/form/form.ts'
import { toast } from '../ui/toast.ts'
import { oidcWords } from './oidc/oidc-words.ts'
import { PasswordField } from './password-field.tsx'
import { recoveryWords } from './recovery/recovery-words.ts'
import { useMe } from './session.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'
import { AuthFailure } from './sign-in/auth-layout.tsx'

const passwordWords = inLanguage({ ko, en })

const schema = async () => {
  const { changedPassword } = await import('../../../user-service/contract.ts')
  return changedPassword.pick({ current: true, next: true })
}

/** The password, or the way to one. */
export function PasswordSection() {
  const { data } = useSuspenseQuery(trpc.gateway.identities.list.queryOptions())
  return data.hasPassword ? <ChangePassword /> : <FirstPassword />
}

/** Of who signs in by a provider or a passkey: a link by mail sets one, as for who has forgotten theirs. */
function FirstPassword() {
  const { email } = useMe()
  const ask = useMutation(
    trpc.gateway.password.forgotten.mutationOptions({
      onSuccess: () => toast({ text: oidcWords().noPasswordSent(email) }),
      onError: (error) => {
        const isUnsent = factsOf(error).reason === 'no_mail'
        toast({ text: isUnsent ? recoveryWords().noMail : sentenceOf(error), tone: 'bad' })
      },
    }),
  )
  return (
    <SettingsSection title={m.settings.password}>
      <SettingsRow label={oidcWords().noPassword}>
        <Button kind="line" isBusy={ask.isPending} onClick={() => ask.mutate({ email })}>
          {oidcWords().setPassword}
        </Button>
      </SettingsRow>
    </SettingsSection>
  )
}

/** A new password ends every other session, and all API tokens. */
function ChangePassword() {
  const words = passwordWords()
  const queryClient = useQueryClient()
  const change = useMutation(trpc.gateway.password.change.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      await change.mutateAsync(input)
      props.ref.current?.reset()
      toast({ text: words.changed })
      await Promise.all([
        queryClient.invalidateQueries(trpc.gateway.sessions.pathFilter()),
        queryClient.invalidateQueries(trpc.gateway.apiTokens.pathFilter()),
      ])
    },
  })
  return (
    <SettingsSection title={m.settings.password} lead={words.lead}>
      <form {...props} className="grid gap-3.5 p-3.5 max-w-90">
        <AuthFailure text={failure} />
        <PasswordField
          name="current"
          label={words.current}
          error={errors.current}
          isLarge={false}
        />
        <PasswordField
          name="next"
          label={words.next}
          hint={m.account.passwordHint}
          error={errors.next}
          isLarge={false}
          isNew
        />
        <Button type="submit" kind="primary" className="justify-self-start" isBusy={isBusy}>
          {words.change}
        </Button>
      </form>
    </SettingsSection>
  )
}
