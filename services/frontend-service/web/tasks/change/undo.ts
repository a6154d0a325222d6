import { queryClient } from '../../query-client.ts'
import type { TaskAction } from './action.ts'

const MOST = 50
const WAIT_MS = 50

const done: (() => void)[] = []
const undone: (() => void)[] = []

/** Keeps how the last act of this tab is taken back. What was undone can be redone until something else is done. */
export function remember(as: NonNullable<TaskAction['as']>, back: () => void) {
  if (as === 'act') undone.length = 0
  const stack = as === 'undo' ? undone : done
  stack.push(back)
  if (stack.length > MOST) stack.shift()
}

/** Takes `back` once, from wherever it is asked for: the toast or the key. */
export function take(back: () => void) {
  const at = done.lastIndexOf(back)
  if (at < 0) return
  done.splice(at, 1)
  back()
}

export const undoLast = () => last(done)
export const redoLast = () => last(undone)

/** An act that is still on its way is the last one: it is waited for. */
function last(stack: (() => void)[]): boolean {
  if (queryClient.isMutating({ mutationKey: ['task'] }) > 0) {
    setTimeout(() => last(stack), WAIT_MS)
    return true
  }
  const back = stack.pop()
  back?.()
  return back !== undefined
}
