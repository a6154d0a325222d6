import type { ClipboardEvent, ComponentProps, KeyboardEvent } from 'react'
import { keyName } from '../../keys.ts'
import { continued, type Edit, indented, linkedTo, marked } from '../markdown/typing.ts'

interface Props extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  value: string
  onWrite: (text: string) => void
}

const marks: Record<string, string> = {
  'mod+b': '**',
  'mod+i': '*',
  'mod+e': '`',
  'mod+shift+x': '~~',
}

/** A text that is Markdown: lists go on by themselves, Ctrl B, I, E and Shift X mark what is selected, Tab indents an
 *  item, a pasted address makes a link of what is selected. Ctrl Z takes each of them back. */
export function MarkdownField({ onWrite, onKeyDown, ...field }: Props) {
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event)
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    const edit = editOf(keyName(event.nativeEvent), event.currentTarget)
    if (!edit) return
    event.preventDefault()
    write(event.currentTarget, edit)
  }
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const edit = linkedTo(event.currentTarget, event.clipboardData.getData('text/plain'))
    if (!edit) return
    event.preventDefault()
    write(event.currentTarget, edit)
  }
  return (
    <textarea
      {...field}
      onChange={({ target }) => onWrite(target.value)}
      onKeyDown={onKey}
      onPaste={onPaste}
    />
  )
}

function editOf(key: string, field: HTMLTextAreaElement) {
  const mark = marks[key]
  if (mark) return marked(field, mark)
  if (key === 'Enter') return continued(field)
  if (key === 'Tab' || key === 'shift+Tab') return indented(field, key !== 'Tab')
  return undefined
}

/** As if it had been typed: only so does the browser know how to undo it. */
function write(field: HTMLTextAreaElement, { from, to, text, select }: Edit) {
  field.setSelectionRange(from, to)
  if (text) document.execCommand('insertText', false, text)
  else document.execCommand('delete')
  if (select) field.setSelectionRange(...select)
}
