import { useState } from 'react'
import { copyText } from '../../clipboard.ts'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { memberWords } from './member-words.ts'

interface Props {
  label: string
  link: string
  onClose: () => void
}

/** A link that is shown once, to be copied. */
export function ReadyLink({ label, link, onClose }: Props) {
  const [isCopied, setCopied] = useState(false)
  return (
    <>
      <Field label={label} value={link} readOnly onFocus={({ target }) => target.select()} />
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.close}
        </Button>
        <Button kind="primary" onClick={() => void copyText(link).then(() => setCopied(true))}>
          <span aria-live="polite">{isCopied ? memberWords().copied : memberWords().copy}</span>
        </Button>
      </DialogButtons>
    </>
  )
}
