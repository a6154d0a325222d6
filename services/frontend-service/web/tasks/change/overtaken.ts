import type { QueryClient } from '@tanstack/react-query'
import { factsOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { toast } from '../../ui/toast.ts'
import { patchTask, refreshTasks } from '../cache/cache.ts'
import { readTasks } from '../cache/queries.ts'
import type { TaskAction } from './action.ts'
import { askAbout } from './conflict.ts'

type Change = Extract<TaskAction, { kind: 'change' }>

interface Sides {
  version: number
  changed: Record<string, { yours: unknown; theirs: unknown }>
  by?: string | null
}

/** Shows the former values again and asks what holds. */
export function takeBack(queryClient: QueryClient, { task }: TaskAction) {
  patchTask(queryClient, task.id, task)
  void refreshTasks(queryClient)
}

/** After a 409: sends again by itself when others changed other fields, else asks which side stays. */
export function resolve(
  queryClient: QueryClient,
  error: unknown,
  act: Change,
  again: (act: TaskAction) => void,
): boolean {
  const { conflict } = factsOf(error)
  if (!isSides(conflict)) return false
  const known = new Map<string, unknown>(Object.entries(act.task))
  const lost = Object.entries(conflict.changed).filter(
    ([field, { theirs }]) => known.has(field) && !isSame(known.get(field), theirs),
  )
  const retry = () => again({ ...act, version: conflict.version })
  const [first] = lost
  if (!first) {
    retry()
    return true
  }
  if (act.as === 'undo' || act.as === 'redo') {
    // What others have changed since is theirs.
    takeBack(queryClient, act)
    toast({ id: 'undo', text: m.tasks.undoOvertaken(act.task.key) })
    return true
  }
  const [field, { yours, theirs }] = first
  const theirPatch = Object.fromEntries(lost.map(([name, sides]) => [name, sides.theirs]))
  askAbout({
    task: act.task,
    field,
    mine: yours,
    theirs,
    by: conflict.by ?? null,
    keepMine: retry,
    theirPatch: { ...theirPatch, version: conflict.version },
  })
  void refreshTasks(queryClient)
  return true
}

/** A move back that something else has overtaken goes on, unless others moved the task as well. */
export async function backAnyway(
  act: Extract<TaskAction, { kind: 'move' }>,
  again: (act: TaskAction) => void,
) {
  const { id, key, projectId, statusId } = act.task
  const [now] = await readTasks({ projectId }, [id]).catch(() => [])
  if (now?.statusId === statusId) again({ ...act, task: now, version: now.version })
  else toast({ id: 'undo', text: m.tasks.undoOvertaken(key) })
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const isSides = (value: unknown): value is Sides =>
  typeof value === 'object' && value !== null && 'changed' in value && 'version' in value
