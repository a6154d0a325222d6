import { flushSync } from 'react-dom'
import { keepDraft, readDraft } from '../../drafts.ts'
import { commentPlace } from './comment-place.ts'

interface Quoted {
  readonly workspaceId: string
  readonly taskKey: string
  readonly text: string
  readonly isInternal: boolean
  /** Where the text stands: what somebody has selected in it is all that is quoted. */
  readonly shown: Element
}

/** Quotes a comment behind what is already written of the next one, and goes there. */
export function quote({ workspaceId, taskKey, text, isInternal, shown }: Quoted) {
  const place = commentPlace(workspaceId, taskKey)
  const draft = readDraft(place)
  const before = draft?.text.trimEnd()
  const lines = (selectedIn(shown) || text).trim().split('\n')
  const quoted = lines.map((line) => (line ? `> ${line}` : '>')).join('\n')
  const next = `${before ? `${before}\n\n` : ''}${quoted}\n\n`
  // What was said among members is answered among them, unless somebody decides otherwise.
  flushSync(() => keepDraft(place, { text: next, isInternal: isInternal || draft?.isInternal }))
  const field = shown
    .closest('aside, main')
    ?.querySelector<HTMLTextAreaElement>('textarea[data-composer]')
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

function selectedIn(shown: Element) {
  const selection = document.getSelection()
  const isWithin = [selection?.anchorNode, selection?.focusNode].every(
    (node) => node && shown.contains(node),
  )
  return isWithin ? String(selection) : ''
}
