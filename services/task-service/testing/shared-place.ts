import type { GrantRole } from '../grants/grant-input.ts'
import { projectOf, type Someone } from './start-task-service.ts'

export interface SharedPlace {
  readonly projectId: string
  readonly taskId: string
  readonly key: string
}

/** Private projects of Alice with one task each, which are given to people alone. */
export function sharingOf(alice: Someone, admin: Someone) {
  const { workspaceId } = alice
  let made = 0
  return {
    /** With Admin as one of its admins. */
    newPlace: async (): Promise<SharedPlace> => {
      made += 1
      const { id: projectId } = await projectOf(alice, `PRIV${made}`, 'private')
      await alice.calls.members.add.mutate({ projectId, userId: admin.id, role: 'admin' })
      const task = await alice.calls.tasks.create.mutate({ projectId, title: 'Shared' })
      return { projectId, taskId: task.id, key: task.key }
    },
    give: ({ taskId }: SharedPlace, { id: userId }: Someone, role: GrantRole = 'commenter') =>
      alice.calls.taskGrants.set.mutate({ taskId, userId, role }),
    take: ({ taskId }: SharedPlace, { id: userId }: Someone) =>
      alice.calls.taskGrants.remove.mutate({ taskId, userId }),
    /** By each of the ways in which somebody sees a task alone. */
    ways: async ({ calls }: Someone, { key, taskId }: SharedPlace) => {
      const isAnswered = (call: Promise<unknown>) =>
        call.then(
          () => true,
          () => false,
        )
      const [shown, talk, list] = await Promise.all([
        isAnswered(calls.sharedTasks.get.query({ workspaceId, key })),
        isAnswered(calls.comments.list.query({ taskId })),
        calls.sharedTasks.list.query({ workspaceId }),
      ])
      return { shown, talk, listed: list.items.some(({ id }) => id === taskId) }
    },
  }
}

export const everyWay = { shown: true, talk: true, listed: true }
export const noWay = { shown: false, talk: false, listed: false }
