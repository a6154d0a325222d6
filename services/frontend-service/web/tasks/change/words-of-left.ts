import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'

type TakenBack = Pick<Outputs['task']['actions']['undo'], 'changed' | 'left'>

/** What is said where undo has left something as it is, and why. */
export function wordsOfLeft({ changed, left }: TakenBack) {
  const key = changed === 0 && left.length === 1 ? left[0]?.key : undefined
  if (left.every(({ reason }) => reason === 'gone'))
    return key ? m.tasks.undoGone(key) : m.tasks.undoGoneMany(changed, left.length)
  return key ? m.tasks.undoOvertaken(key) : m.tasks.undoLeft(changed, left.length)
}
