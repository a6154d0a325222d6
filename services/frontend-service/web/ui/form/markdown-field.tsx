import {
  type ClipboardEvent,
  type ComponentProps,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useRef,
} from 'react'
import { keyName } from '../../keys/keys.ts'
import { fileWords } from '../file-words.ts'
import { continued, type Edit, indented, linkedTo, marked } from '../markdown/typing.ts'
import { toast } from '../toast.ts'

interface Props extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref'> {
  value: string
  onWrite: (text: string) => void
  /** Stores a picture and resolves to what shows it in the text; nothing where it could not. */
  onPicture?: (file: File) => Promise<string>
  /** One more picture is on its way, or one less: a text that is sent meanwhile goes without. */
  onStoring?: (by: 1 | -1) => void
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
export function MarkdownField({
  onWrite,
  onPicture,
  onStoring,
  field,
  onKeyDown,
  ...textarea
}: Props) {
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
    toast({ id: 'picture', text: fileWords().uploading(file.name) })
    onStoring?.(1)
    const shown = await onPicture?.(file)
    onStoring?.(-1)
    if (!shown) return
    // Where the caret is by then. Who has left the field finds the picture among the files of the task.
    if (target === document.activeElement) insert(target, shown)
    else if (target.isConnected) onWrite(latest.current + shown)
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

function editOf(key: string, field: HTMLTextAreaElement) {
  const mark = marks[key]
  if (mark) return marked(field, mark)
  if (key === 'Enter') return continued(field)
  if (key === 'Tab' || key === 'shift+Tab') return indented(field, key !== 'Tab')
  return undefined
}

/** Changes a field as if by typing: only so does the browser know how to undo it. */
export function write(field: HTMLTextAreaElement, { from, to, text, select }: Edit) {
  field.focus()
  field.setSelectionRange(from, to)
  if (text) document.execCommand('insertText', false, text)
  else document.execCommand('delete')
  if (select) field.setSelectionRange(...select)
}

const insert = (field: HTMLTextAreaElement, text: string) =>
  write(field, { from: field.selectionStart, to: field.selectionEnd, text })
