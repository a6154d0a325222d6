import { flushSync } from 'react-dom'
import { keepDraft, readDraft } from '../../drafts.ts'
import { commentPlace } from './comment-place.ts'

interface Quoted {
  readonly workspaceId: string
  readonly taskKey: string
  readonly text: string
  /** Where the text stands: what somebody has selected in it is all that is quoted. */
  readonly shown: Element
}

/** Quotes a comment behind what is already written of the next one, and goes there. */
export function quote({ workspaceId, taskKey, text, shown }: Quoted) {
  const place = commentPlace(workspaceId, taskKey)
  const before = readDraft(place)?.text.trimEnd()
  const lines = (selectedIn(shown) || text).trim().split('\n')
  const quoted = lines.map((line) => (line ? `> ${line}` : '>')).join('\n')
  flushSync(() => keepDraft(place, { text: `${before ? `${before}\n\n` : ''}${quoted}\n\n` }))
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
