import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation, useRouter } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { factsOf } from '../../failures.ts'
import { deleted as en } from '../../messages/en/account/deleted.ts'
import { deleted as ko } from '../../messages/ko/account/deleted.ts'
import { inLanguage, m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { lazily } from '../../ui/lazily.ts'
import { ProviderButtons } from '../oidc/provider-buttons.tsx'
import type { Assertion } from '../passkeys/ceremony.ts'
import { Or, PasskeyButton } from '../passkeys/passkey-button.tsx'
import { explainPasskey, passkeyWords } from '../passkeys/passkey-words.ts'
import { useAutofill } from '../passkeys/use-autofill.ts'
import { PasswordField } from '../password-field.tsx'
import { recoveryWords } from '../recovery/recovery-words.ts'
import { renewSession } from '../session.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'
import { typedEmail } from './typed-email.ts'

const route = getRouteApi('/sign-in')
const deletedWords = inLanguage({ ko, en })
const schema = async () => {
  const { credentials } = await import('../../../../user-service/contract.ts')
  return credentials.pick({ email: true, password: true })
}

const SecondStep = lazily(async () => (await import('./second-step.tsx')).SecondStep)

export function SignIn() {
  const { next, ended } = route.useSearch()
  const isDeleted = useLocation({ select: ({ hash }) => hash === 'deleted' })
  const router = useRouter()
  const [step, setStep] = useState<{ hasPasskey: boolean }>()
  const [over, setOver] = useState<string>()
  const enter = async () => {
    queryClient.clear()
    await renewSession()
    // Back leads to what was before, not to a form for who is signed in.
    router.history.replace(next ?? '/')
  }
  const signIn = useMutation(
    trpc.gateway.session.signIn.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      setOver(undefined)
      const answer = await signIn.mutateAsync(input)
      if (answer.needsCode) setStep(answer)
      else await enter()
    },
    explain: (error) => (factsOf(error).status === 401 ? m.errors.signInWrong : undefined),
  })
  const task = next && /\/t\/([A-Z][A-Z0-9]*-\d+)|peek=([A-Z][A-Z0-9]*-\d+)/.exec(next)
  const place = task && (task[1] ?? task[2])

  if (step)
    return (
      <Suspense>
        <SecondStep
          hasPasskey={step.hasPasskey}
          onDone={enter}
          onBack={(why) => {
            setOver(why)
            setStep(undefined)
          }}
        />
      </Suspense>
    )
  return (
    <AuthLayout
      title={m.account.welcomeBack}
      lead={
        isDeleted
          ? deletedWords().lead
          : ended
            ? m.account.sessionEnded
            : place
              ? m.account.signInTo(place)
              : m.account.signInLead
      }
    >
      <form {...props} className="grid gap-3.5">
        <ByPasskey onDone={enter} onFailure={setOver} />
        <Or />
        <AuthFailure text={over ?? failure} />
        <Field
          name="email"
          {...typedEmail()}
          type="email"
          label={m.account.email}
          autoComplete="username webauthn"
          error={errors.email}
          isLarge
          autoFocus
        />
        <PasswordField name="password" label={m.account.password} error={errors.password} />
        <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
          {m.account.signIn}
        </Button>
      </form>
      <ProviderButtons next={next} />
      <p className="text-center mt-5">
        <Link to="/recover/{-$token}" className="font-medium text-accent-ink">
          {recoveryWords().forgot}
        </Link>
      </p>
      <p className="text-center text-ink-3 mt-2">
        {m.account.noAccount}{' '}
        <Link to="/sign-up" search={{ next }} className="font-medium text-accent-ink">
          {m.account.signUp}
        </Link>
      </p>
    </AuthLayout>
  )
}

/** By a passkey, which the browser also offers where the address is typed. */
function ByPasskey({ onDone, onFailure }: Passing) {
  const [round, setRound] = useState(0)
  const enter = useMutation(
    trpc.gateway.passkeySignIns.enter.mutationOptions({ meta: { asksPassword: true } }),
  )
  const send = (assertion: Assertion) => enter.mutateAsync({ assertion })
  useAutofill(round, (assertion) =>
    send(assertion).then(onDone, (error: unknown) => onFailure(explainPasskey(error))),
  )
  return (
    <PasskeyButton
      door="sign-in"
      label={passkeyWords().signIn}
      isLarge
      onSigned={send}
      onDone={onDone}
      onFailure={(words) => {
        onFailure(words)
        // The browser stopped offering them when it was asked for one.
        if (words) setRound(round + 1)
      }}
    />
  )
}

interface Passing {
  onDone: () => Promise<void>
  onFailure: (words: string | undefined) => void
}
