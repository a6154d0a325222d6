import type { Outputs } from '../../trpc.ts'
import { dialogWords } from './dialog-words.ts'

type TakenBack = Pick<Outputs['task']['actions']['undo'], 'changed' | 'left'>

/** What is said where undo has left something as it is, and why. */
export function wordsOfLeft({ changed, left }: TakenBack) {
  const words = dialogWords().left
  const key = changed === 0 && left.length === 1 ? left[0]?.key : undefined
  const isAll = (wanted: TakenBack['left'][number]['reason']) =>
    left.every(({ reason }) => reason === wanted)
  if (isAll('gone')) return key ? words.gone(key) : words.goneMany(changed, left.length)
  if (isAll('full')) return key ? words.full(key) : words.fullMany(changed, left.length)
  if (key) return words.changed(key)
  return isAll('changed')
    ? words.changedMany(changed, left.length)
    : words.kept(changed, left.length)
}
