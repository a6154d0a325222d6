import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { webhookWords } from './webhook-words.ts'

interface Props {
  secret: string
  /** There was another one before. */
  isReplaced?: boolean
  onClose: () => void
}

/** The secret of a webhook that was just made: it is on screen this once. */
export function ReadySecret({ secret, isReplaced, onClose }: Props) {
  const words = webhookWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    copyText(secret).then(
      () => setCopied(true),
      () => toast({ text: words.notCopied, tone: 'bad' }),
    )
  return (
    <DialogBody>
      <p className="flex gap-2 rounded-sm bg-warning-soft text-warning-ink px-2.5 py-2">
        <TriangleAlert aria-hidden className="mt-px" />
        {words.onlyNow}
      </p>
      <code className="rounded-sm border border-line-control bg-raised px-2.5 py-2 font-mono text-12 select-all break-all">
        {secret}
      </code>
      {isReplaced && <p className="text-12 text-ink-3">{words.bothSign}</p>}
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {words.done}
        </Button>
        <Button kind="primary" autoFocus onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
        </Button>
      </DialogButtons>
    </DialogBody>
  )
}
