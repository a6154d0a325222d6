import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { Suspense, useState } from 'react'
import { copyText } from '../../clipboard.ts'
import { m } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { useForm } from '../../ui/form/form.ts'
import { lazily } from '../../ui/lazily.ts'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { CodeField } from './code-field.tsx'
import { explainCode, factorWords } from './factor-words.ts'
import { ReadyCodes } from './ready-codes.tsx'

const QrCode = lazily(async () => (await import('./qr-code.tsx')).QrCode)

const schema = async () => {
  const { confirmedFactor } = await import('../../../../user-service/contract.ts')
  return confirmedFactor.pick({ code: true })
}

interface Props {
  started: Outputs['gateway']['factor']['start']
  onClose: () => void
}

/** Shows a new secret to an app, has one code prove it, then shows the recovery codes. */
export function ConnectDialog({ started, onClose }: Props) {
  const words = factorWords()
  const queryClient = useQueryClient()
  const confirm = useMutation(
    trpc.gateway.factor.confirm.mutationOptions({
      // Waits for nothing: the codes are in no other answer.
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.gateway.factor.pathFilter())
        void queryClient.invalidateQueries(trpc.gateway.sessions.pathFilter())
      },
    }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: (input) => confirm.mutateAsync(input),
    explain: explainCode,
  })
  if (confirm.data)
    return (
      <Dialog title={words.recoveryCodes}>
        <ReadyCodes codes={confirm.data.codes} onClose={onClose} />
      </Dialog>
    )
  return (
    <Dialog title={words.connect} isBusy={isBusy} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <AuthFailure text={failure} />
          <p className="text-ink-2">{words.scan}</p>
          <div className="justify-self-center">
            <Suspense fallback={<SkeletonBox className="size-44" />}>
              <QrCode text={started.uri} />
            </Suspense>
          </div>
          <Secret text={started.secret} />
          <CodeField
            label={words.sixDigits}
            error={
              errors.code === m.errors.wrongCode
                ? `${errors.code} ${words.onlyNewest}`
                : errors.code
            }
            isNumber
            autoFocus
          />
          <p className="text-12 text-ink-3">{words.othersEnd}</p>
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {words.turnOn}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}

/** The key for an app that cannot scan. */
function Secret({ text }: { text: string }) {
  const words = factorWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    copyText(text).then(
      () => setCopied(true),
      () => toast({ text: words.notCopied, tone: 'bad' }),
    )
  return (
    <div className="grid gap-1.5">
      <p className="text-12 text-ink-3">{words.type}</p>
      <div className="flex items-center gap-2">
        <code className="flex-1 min-w-0 rounded-sm border border-line-control bg-raised px-2.5 py-1.5 font-mono text-12 break-words select-all">
          {text.replace(/.{4}(?=.)/g, '$& ')}
        </code>
        <Button kind="line" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
        </Button>
      </div>
    </div>
  )
}
