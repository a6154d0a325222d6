import { type Draft, keepDraft, readDraft } from '../../drafts.ts'
import { isPassing } from '../../failures.ts'
import { newId } from '../../new-id.ts'

/** A text of quick add that is on its way. */
export interface Sent extends Pick<Draft, 'text' | 'plain' | 'chosen' | 'isNotMine'> {
  readonly projectId: string
  /** That of its call. */
  readonly key: string
}

/** A text on its way to a project. What came back unsent has its key still: its call may have arrived. */
export const sending = ({ sent, ...draft }: Draft, projectId: string): Sent => ({
  ...{ ...draft, projectId },
  key: sent?.text === draft.text && sent.projectId === projectId ? sent.key : newId(),
})

/** Puts a text that was not saved back where it was written, before what has been begun there since. */
export function giveBack(unsent: Sent, error: unknown) {
  const { text, plain = [], chosen, isNotMine, projectId, key } = unsent
  const begun = readDraft('quick add')
  keepDraft('quick add', {
    text: begun ? `${text}\n${begun.text}` : text,
    plain: [...plain, ...(begun?.plain ?? [])],
    chosen: { ...begun?.chosen, ...chosen },
    isNotMine,
    // A refusal says that nothing was made.
    ...(isPassing(error) && { sent: { text, projectId, key } }),
  })
}

/** What came back unsent was saved after all: unless it was changed since, it need not be sent again. */
export function takeBack({ text, key }: Sent) {
  const kept = readDraft('quick add')
  if (kept?.text === text && kept.sent?.key === key) keepDraft('quick add', undefined)
}
