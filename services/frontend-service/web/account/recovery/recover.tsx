import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { factsOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { client, trpc } from '../../trpc.ts'
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
  const isWhole = /^[\w-]{43}$/.test(token)
  const check = useQuery({
    queryKey: ['recovery link', token],
    queryFn: () => client.gateway.password.check.mutate({ token }),
    enabled: isWhole,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Where the answer fails to come, the form's own will say.
  const isGone = [recover.error, check.error].some((error) => factsOf(error).reason === 'link_gone')
  if (isWhole && check.isPending)
    return (
      <AuthLayout title={words.newTitle} lead={words.checking}>
        {null}
      </AuthLayout>
    )
  if (isGone || !isWhole)
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
