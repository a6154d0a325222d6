import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { factsOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { useForm } from '../../ui/form/form.ts'
import { CodeField } from '../factor/code-field.tsx'
import { explainCode, factorWords } from '../factor/factor-words.ts'
import { Or, PasskeyButton } from '../passkeys/passkey-button.tsx'
import { passkeyWords } from '../passkeys/passkey-words.ts'
import { renewSession } from '../session.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'

const schema = async () => {
  const { finishedSignIn } = await import('../../../../user-service/contract.ts')
  return finishedSignIn.pick({ code: true })
}

interface Props {
  /** A passkey of this account may stand for the code. */
  hasPasskey: boolean
  onDone: () => Promise<void>
  /** Back to the password; `why` where it is not by choice. */
  onBack: (why?: string) => void
}

/** The second step of a sign-in: a code of the app, or a recovery code. */
export function SecondStep(props: Props) {
  const words = factorWords()
  const [byRecovery, setByRecovery] = useState(false)
  return (
    <AuthLayout title={words.stepTitle} lead={byRecovery ? words.recoveryLead : words.stepLead}>
      {props.hasPasskey && <ByPasskey {...props} />}
      <CodeForm key={String(byRecovery)} {...props} byRecovery={byRecovery} />
      <p className="text-center mt-5">
        <button type="button" className={linkClass} onClick={() => setByRecovery(!byRecovery)}>
          {byRecovery ? words.useApp : words.useRecovery}
        </button>
      </p>
      {byRecovery && <p className="text-center text-ink-3 mt-2">{words.lost}</p>}
      <p className="text-center mt-2">
        <button type="button" className={linkClass} onClick={() => props.onBack()}>
          {words.again}
        </button>
      </p>
    </AuthLayout>
  )
}

const linkClass = 'font-medium text-accent-ink'

function CodeForm({ byRecovery, onDone, onBack }: Props & { byRecovery: boolean }) {
  const words = factorWords()
  const confirm = useMutation(
    trpc.gateway.session.confirm.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      try {
        await confirm.mutateAsync(input)
      } catch (error) {
        if (factsOf(error).reason !== 'sign_in_over') throw error
        // It is over as well where the answer that let this browser in was lost.
        if (!(await renewSession())) return onBack(words.over)
      }
      await onDone()
    },
    explain: explainCode,
  })
  return (
    <form {...props} className="grid gap-3.5">
      <AuthFailure text={failure} />
      <CodeField
        label={byRecovery ? words.recoveryCode : words.sixDigits}
        error={errors.code}
        isNumber={!byRecovery}
        isLarge
        autoFocus
      />
      <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
        {words.confirm}
      </Button>
    </form>
  )
}

function ByPasskey({ onDone, onBack }: Props) {
  const [failure, setFailure] = useState<string>()
  const finish = useMutation(
    trpc.gateway.passkeySignIns.finish.mutationOptions({ meta: { asksPassword: true } }),
  )
  return (
    <div className="grid gap-3.5 mb-3.5">
      <AuthFailure text={failure} />
      <PasskeyButton
        door="second-step"
        label={passkeyWords().confirm}
        isLarge
        onSigned={(assertion) => finish.mutateAsync({ assertion })}
        onDone={onDone}
        onFailure={(words, error) =>
          factsOf(error).reason === 'sign_in_over' ? onBack(factorWords().over) : setFailure(words)
        }
      />
      <Or />
    </div>
  )
}
