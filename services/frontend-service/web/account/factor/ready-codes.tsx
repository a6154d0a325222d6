import './codes.css'
import { Check, Copy, Download, Printer, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { toast } from '../../ui/toast.ts'
import { useMe } from '../session.ts'
import { factorWords } from './factor-words.ts'

interface Props {
  codes: readonly string[]
  onClose: () => void
}

/** Recovery codes that were just made: they are on screen this once. */
export function ReadyCodes({ codes, onClose }: Props) {
  const words = factorWords()
  const { email } = useMe()
  const [isCopied, setCopied] = useState(false)
  const text = `${words.fileTitle(email)}\n\n${codes.join('\n')}\n`
  const copy = () =>
    copyText(text).then(
      () => setCopied(true),
      () => toast({ text: words.notCopied, tone: 'bad' }),
    )
  return (
    <DialogBody>
      <p className="text-ink-2">{words.codesLead}</p>
      <p className="flex gap-2 rounded-sm bg-warning-soft text-warning-ink px-2.5 py-2">
        <TriangleAlert aria-hidden className="mt-px" />
        {words.onlyNow}
      </p>
      <ul
        data-codes
        className="grid grid-cols-2 max-sm:grid-cols-1 gap-x-4 gap-y-1 rounded-sm border border-line-control bg-raised px-3 py-2.5 font-mono select-all"
      >
        {codes.map((code) => (
          <li key={code} className="text-center">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button kind="line" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
        </Button>
        <Button
          kind="line"
          onClick={() => saveFile(words.fileName, new Blob([text], { type: 'text/plain' }))}
        >
          <Download aria-hidden />
          {words.download}
        </Button>
        <Button kind="line" onClick={() => window.print()}>
          <Printer aria-hidden />
          {words.print}
        </Button>
      </div>
      <DialogButtons>
        <Button kind="primary" onClick={onClose}>
          {words.done}
        </Button>
      </DialogButtons>
    </DialogBody>
  )
}
