import { type Draft, keepDraft, readDraft } from '../../drafts.ts'

/** Puts a text that was not saved back where it was written, before what has been begun there since. */
export function giveBack({ text, plain = [] }: Pick<Draft, 'text' | 'plain'>) {
  const begun = readDraft('quick add')
  keepDraft('quick add', {
    text: begun ? `${text}\n${begun.text}` : text,
    plain: [...plain, ...(begun?.plain ?? [])],
  })
}
