import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RECOVERY_MINUTES } from '../../../../user-service/limits.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { typedEmail } from '../sign-in/typed-email.ts'
import { recoveryWords } from './recovery-words.ts'

const schema = async () => {
  const { forgottenPassword } = await import('../../../../user-service/contract.ts')
  return forgottenPassword.pick({ email: true })
}

/** For who has forgotten the password: asks for a letter, or says who can help where none is sent. */
export function Forgotten() {
  const words = recoveryWords()
  const { data: isByMail } = useSuspenseQuery(trpc.gateway.password.isByMail.queryOptions())
  const ask = useMutation(trpc.gateway.password.forgotten.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: (input) => ask.mutateAsync(input),
  })
  const sentTo = ask.isSuccess ? ask.variables.email : undefined
  const lead = isByMail ? words.lead : words.noMail
  return (
    <AuthLayout
      title={sentTo ? words.sentTitle : words.title}
      lead={<span role="status">{sentTo ? words.sent(sentTo, RECOVERY_MINUTES) : lead}</span>}
    >
      {isByMail && (
        <form {...props} className="grid gap-3.5">
          <AuthFailure text={failure} />
          <Field
            name="email"
            {...typedEmail()}
            type="email"
            label={m.account.email}
            autoComplete="username"
            error={errors.email}
            isLarge
            autoFocus
          />
          <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
            {sentTo ? words.again : words.send}
          </Button>
        </form>
      )}
      <ToSignIn />
    </AuthLayout>
  )
}

export const ToSignIn = () => (
  <p className="text-center mt-5">
    <Link to="/sign-in" className="font-medium text-accent-ink">
      {recoveryWords().toSignIn}
    </Link>
  </p>
)
