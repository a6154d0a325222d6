import { queryClient } from '../../query-client.ts'
import { whenIdle } from '../../when-idle.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { keepActs, keptActs, type SavedAct } from './kept-acts.ts'

/** Undoing and redoing are themselves acts. */
export type As = 'act' | 'undo' | 'redo'

const MOST = 50

const done: (() => void)[] = []
const undone: (() => void)[] = []

/** Keeps how the last act of this tab is taken back. What was undone can be redone until something else is done. An act
 *  that the server knows by its id can be taken back after a reload too, as long as nothing else was done since. */
export function remember(as: As, back: () => void, act?: SavedAct) {
  if (as !== 'undo') keepActs(act ? [...keptActs(), act].slice(-MOST) : [])
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

export const undoLast = (otherwise: () => void) => last(done, otherwise)
export const redoLast = () => last(undone)

/** An action that is still on its way is the last one: it is waited for. */
function last(stack: (() => void)[], otherwise?: () => void): boolean {
  const isUnderWay = () => queryClient.isMutating({ mutationKey: taskMutation.mutationKey }) > 0
  if (isUnderWay()) {
    void whenIdle(queryClient, () => !isUnderWay()).then(() => last(stack, otherwise))
    return true
  }
  const back = stack.pop() ?? otherwise
  back?.()
  return back !== undefined
}
