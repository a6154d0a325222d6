import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'

type TakenBack = Pick<Outputs['task']['actions']['undo'], 'changed' | 'left'>

/** What is said where undo has left something as it is, and why. */
export function wordsOfLeft({ changed, left }: TakenBack) {
  const key = changed === 0 && left.length === 1 ? left[0]?.key : undefined
  const isAll = (wanted: TakenBack['left'][number]['reason']) =>
    left.every(({ reason }) => reason === wanted)
  if (isAll('gone')) return key ? m.tasks.undoGone(key) : m.tasks.undoGoneMany(changed, left.length)
  if (isAll('full')) return key ? m.tasks.undoFull(key) : m.tasks.undoFullMany(changed, left.length)
  if (key) return m.tasks.undoOvertaken(key)
  return isAll('changed')
    ? m.tasks.undoLeft(changed, left.length)
    : m.tasks.undoKept(changed, left.length)
}
