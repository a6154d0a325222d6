import { m } from '../../messages.ts'
import { toast } from '../../ui/toast.ts'
import type { TaskAction } from '../cache/action.ts'
import { readTasks } from '../cache/queries.ts'
import { askAbout } from './conflict.ts'
import { lostFields, sidesOf } from './send.ts'

type Again = (action: TaskAction) => void

/** After a 409 that touches what somebody saw: asks which side stays. False when the failure is another one. */
export function settleConflict(
  error: unknown,
  action: Extract<TaskAction, { kind: 'change' }>,
  again: Again,
) {
  const sides = sidesOf(error)
  const [first] = sides ? lostFields(action.task, sides) : []
  if (!sides || !first) return false
  if (action.as === 'undo' || action.as === 'redo') {
    // What others have changed since is theirs.
    toast({ id: 'undo', text: m.tasks.undoOvertaken(action.task.key) })
    return true
  }
  const [field, { yours, theirs }] = first
  askAbout({
    ...{ task: action.task, field, theirs },
    mine: yours,
    by: sides.by ?? null,
    keepMine: () => again({ ...action, version: sides.version }),
  })
  return true
}

/** A move back that something else has overtaken goes on, unless others moved the task as well. */
export async function moveAnyway(action: Extract<TaskAction, { kind: 'move' }>, again: Again) {
  const { id, key, projectId, statusId } = action.task
  const [now] = await readTasks({ projectId }, [id]).catch(() => [])
  if (now?.statusId === statusId) again({ ...action, task: now, version: now.version })
  else toast({ id: 'undo', text: m.tasks.undoOvertaken(key) })
}
