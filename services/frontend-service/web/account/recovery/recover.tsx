import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { factsOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { useForm } from '../../ui/form/form.ts'
import { PasswordField } from '../password-field.tsx'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { ToSignIn } from './forgotten.tsx'
import { recoveryWords } from './recovery-words.ts'

const schema = async () => {
  const { recoveredPassword } = await import('../../../../user-service/contract.ts')
  return recoveredPassword.pick({ token: true, next: true })
}

/** Behind the link for a new password. It opens no session: one signs in afterwards. */
export function Recover({ token }: { token: string }) {
  const words = recoveryWords()
  const router = useRouter()
  const recover = useMutation(
    trpc.gateway.password.recover.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    extra: { token },
    submit: (input) => recover.mutateAsync(input),
  })
  // A link that was cut off when it was copied is no link either.
  const isGone = factsOf(recover.error).reason === 'link_gone' || !/^[\w-]{43}$/.test(token)
  if (isGone)
    return (
      <AuthLayout title={words.goneTitle} lead={words.goneLead}>
        <Button
          kind="primary"
          size="large"
          className="w-full justify-center"
          onClick={() => router.history.push('/recover')}
        >
          {words.another}
        </Button>
        <ToSignIn />
      </AuthLayout>
    )
  if (recover.isSuccess)
    return (
      <AuthLayout title={words.doneTitle} lead={<span role="status">{words.doneLead}</span>}>
        <Button
          kind="primary"
          size="large"
          className="w-full justify-center"
          autoFocus
          onClick={() => router.history.push('/sign-in')}
        >
          {m.account.signIn}
        </Button>
      </AuthLayout>
    )
  return (
    <AuthLayout title={words.newTitle} lead={words.newLead}>
      <form {...props} className="grid gap-3.5">
        <AuthFailure text={failure} />
        <PasswordField
          name="next"
          label={words.newTitle}
          hint={m.account.passwordHint}
          error={errors.next}
          isNew
          autoFocus
        />
        <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
          {words.save}
        </Button>
      </form>
    </AuthLayout>
  )
}
