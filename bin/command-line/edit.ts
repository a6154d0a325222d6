import { TRPCClientError } from '@trpc/client'
import type { inferRouterInputs } from '@trpc/server'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { writing } from './acts.ts'
import { rowsOf } from './changes.ts'
import type { Task } from './client.ts'
import type { Session } from './session.ts'
import { viewsOf } from './task-view.ts'

type Change = inferRouterInputs<GatewayRouter>['task']['tasks']['change']
export type Fields = Omit<Change, 'id' | 'version'>

/** Changes fields of a task by one act, against the version that was read: what others have changed since is not written
 *  over. Nothing where no field is named. */
export async function editTask(session: Session, task: Task, fields: Fields) {
  if (Object.keys(fields).length === 0) return undefined
  const client = session.client()
  const { id, version } = task
  const done = await writing(session, () =>
    client.trpc.task.tasks.change.mutate({ id, version, ...fields }).catch((error: unknown) => {
      // The call came twice, because its connection broke: it has happened, and nothing is left to change.
      if (isDone(error)) return { actionId: null }
      throw error
    }),
  )
  const rows = await rowsOf(session, task.projectId, [id])
  return {
    actionIds: done.actionId ? [done.actionId] : [],
    changed: done.actionId ? 1 : 0,
    tasks: await viewsOf(session, rows),
  }
}

/** A conflict in which each field has the value that was asked for. */
const isDone = (error: unknown) => {
  if (!(error instanceof TRPCClientError)) return false
  const conflict = (error as TRPCClientError<GatewayRouter>).data?.conflict
  if (!conflict || typeof conflict !== 'object' || !('changed' in conflict)) return false
  return Object.keys(conflict.changed ?? {}).length === 0
}
