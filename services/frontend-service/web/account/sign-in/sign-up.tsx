import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { language, m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { ProviderButtons } from '../oidc/provider-buttons.tsx'
import { PasswordField } from '../password-field.tsx'
import { renewSession } from '../session.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'
import { typedEmail } from './typed-email.ts'

const route = getRouteApi('/sign-up')

export function SignUp() {
  const { next } = route.useSearch()
  return (
    <AuthLayout title={m.account.signUpTitle} lead={m.account.signUpLead}>
      <SignUpForm />
      <ProviderButtons next={next} />
      <p className="text-center text-ink-3 mt-5">
        {m.account.haveAccount}{' '}
        <Link to="/sign-in" search={{ next }} className="font-medium text-accent-ink">
          {m.account.signIn}
        </Link>
      </p>
    </AuthLayout>
  )
}

/** A new account: it founds a workspace, or joins one by an invitation. */
export function SignUpForm({ invitation }: { invitation?: string }) {
  const router = useRouter()
  const signUp = useMutation(
    trpc.gateway.session.signUp.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const { props, errors, failure, isBusy } = useForm({
    schema: async () => (await import('../../../../user-service/contract.ts')).newAccount,
    extra: { locale: language, timeZone, ...(invitation && { invitation }) },
    submit: async (input) => {
      await signUp.mutateAsync(input)
      queryClient.clear()
      await renewSession()
      router.history.replace('/')
    },
  })
  return (
    <form {...props} className="grid gap-3.5">
      <AuthFailure text={failure} />
      <Field
        name="name"
        label={m.account.name}
        autoComplete="name"
        error={errors.name}
        limit={NAME_MAX}
        isLarge
        autoFocus
      />
      {!invitation && (
        <Field
          name="workspaceName"
          label={m.account.workspace}
          hint={m.account.workspaceHint}
          autoComplete="organization"
          error={errors.workspaceName}
          limit={NAME_MAX}
          isLarge
        />
      )}
      <Field
        name="email"
        {...typedEmail()}
        type="email"
        label={m.account.email}
        autoComplete="username"
        error={errors.email}
        isLarge
      />
      <PasswordField
        name="password"
        label={m.account.password}
        hint={m.account.passwordHint}
        error={errors.password}
        isNew
      />
      <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
        {m.account.signUp}
      </Button>
    </form>
  )
}
