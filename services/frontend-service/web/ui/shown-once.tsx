import { Check, Copy, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { copyText } from '../clipboard.ts'
import { Button } from './button.tsx'
import { DialogBody, DialogButtons } from './dialog.tsx'
import { toast } from './toast.ts'

interface Props {
  secret: string
  words: Record<'onlyNow' | 'copy' | 'copied' | 'notCopied' | 'done', string>
  /** What is to be known about it, below it. */
  children?: ReactNode
  onClose: () => void
}

/** A secret that was just made, in a dialog: it is on screen this once. */
export function ShownOnce({ secret, words, children, onClose }: Props) {
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
      {children}
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
