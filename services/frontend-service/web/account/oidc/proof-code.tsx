import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { useForm } from '../../ui/form/form.ts'
import { CodeField } from '../factor/code-field.tsx'
import { explainCode, factorWords } from '../factor/factor-words.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { oidcWords } from './oidc-words.ts'
import { tellProved } from './proof-window.ts'
import { Proved } from './proved.tsx'

const schema = async () => {
  const { finishedSignIn } = await import('../../../../user-service/contract.ts')
  return finishedSignIn.pick({ code: true })
}

/** The second factor, once a provider has said who it is. */
export function ProofCode({ name }: { name: string }) {
  const words = factorWords()
  const [isDone, setDone] = useState(false)
  const prove = useMutation(
    trpc.gateway.oidc.prove.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      await prove.mutateAsync(input)
      tellProved()
      setDone(true)
    },
    explain: explainCode,
  })
  if (isDone) return <Proved />
  return (
    <AuthLayout title={oidcWords().checkingTitle(name)} lead={oidcWords().codeLead}>
      <form {...props} className="grid gap-3.5">
        <AuthFailure text={failure} />
        <CodeField label={words.code} error={errors.code} isLarge autoFocus />
        <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
          {words.confirm}
        </Button>
      </form>
    </AuthLayout>
  )
}
