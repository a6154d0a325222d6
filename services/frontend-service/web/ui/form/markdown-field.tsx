import {
  type ClipboardEvent,
  type ComponentProps,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useRef,
} from 'react'
import { keyName } from '../../keys.ts'
import { m } from '../../messages.ts'
import { continued, type Edit, indented, linkedTo, marked, replaced } from '../markdown/typing.ts'

interface Props extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref'> {
  value: string
  onWrite: (text: string) => void
  /** Stores a picture and resolves to what shows it in the text; nothing where it could not. */
  onPicture?: (file: File) => Promise<string>
  field?: RefObject<HTMLTextAreaElement | null>
}

const marks: Record<string, string> = {
  'mod+b': '**',
  'mod+i': '*',
  'mod+e': '`',
  'mod+shift+x': '~~',
}

/** A text that is Markdown: lists go on by themselves, Ctrl B, I, E and Shift X mark what is selected, Tab indents an
 *  item, a pasted address makes a link of what is selected, a pasted or dropped picture is stored and shown. Ctrl Z takes
 *  each of them back. */
export function MarkdownField({ onWrite, onPicture, field, onKeyDown, ...textarea }: Props) {
  const latest = useRef(textarea.value)
  latest.current = textarea.value

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event)
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    const edit = editOf(keyName(event.nativeEvent), event.currentTarget)
    if (!edit) return
    event.preventDefault()
    write(event.currentTarget, edit)
  }

  const take = async (target: HTMLTextAreaElement, file: File) => {
    // Two of one name stand apart.
    const waiting = `![${m.files.uploading(file.name)} ${nextNumber++}…]()`
    storing.add(waiting)
    insert(target, waiting)
    const shown = (await onPicture?.(file)) ?? ''
    storing.delete(waiting)
    const edit = replaced(latest.current, waiting, shown)
    if (!edit) return
    if (target === document.activeElement)
      write(target, { ...edit, select: caretAfter(target, edit) })
    // Whoever has left the field meanwhile finds the picture in the draft.
    else onWrite(latest.current.replace(waiting, () => shown))
  }
  const takePictures = (
    event: ClipboardEvent<HTMLTextAreaElement> | DragEvent<HTMLTextAreaElement>,
    files: FileList,
  ) => {
    const pictures = [...files].filter(({ type }) => type.startsWith('image/'))
    if (!onPicture || pictures.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    for (const picture of pictures) void take(event.currentTarget, picture)
  }
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    takePictures(event, event.clipboardData.files)
    const edit = linkedTo(event.currentTarget, event.clipboardData.getData('text/plain'))
    if (!edit || event.defaultPrevented) return
    event.preventDefault()
    write(event.currentTarget, edit)
  }
  return (
    <textarea
      {...textarea}
      ref={field}
      onChange={({ target }) => onWrite(target.value)}
      onKeyDown={onKey}
      onPaste={onPaste}
      onDrop={(event) => takePictures(event, event.dataTransfer.files)}
    />
  )
}

let nextNumber = 1
/** What stands in texts for pictures on their way. */
const storing = new Set<string>()

/** Whether a text waits for a picture: sent now, it would go without. */
export const isStoring = (text: string) => [...storing].some((waiting) => text.includes(waiting))

function editOf(key: string, field: HTMLTextAreaElement) {
  const mark = marks[key]
  if (mark) return marked(field, mark)
  if (key === 'Enter') return continued(field)
  if (key === 'Tab' || key === 'shift+Tab') return indented(field, key !== 'Tab')
  return undefined
}

/** As if it had been typed: only so does the browser know how to undo it. */
function write(field: HTMLTextAreaElement, { from, to, text, select }: Edit) {
  field.focus()
  field.setSelectionRange(from, to)
  if (text) document.execCommand('insertText', false, text)
  else document.execCommand('delete')
  if (select) field.setSelectionRange(...select)
}

const insert = (field: HTMLTextAreaElement, text: string) =>
  write(field, { from: field.selectionStart, to: field.selectionEnd, text })

/** Where the caret stands once something before or after it has changed its length. */
function caretAfter({ selectionStart, selectionEnd }: HTMLTextAreaElement, edit: Edit) {
  const grown = edit.text.length - (edit.to - edit.from)
  const place = (at: number) => (at >= edit.to ? at + grown : Math.min(at, edit.from))
  return [place(selectionStart), place(selectionEnd)] satisfies Edit['select']
}
