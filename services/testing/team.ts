import { httpLink } from '@trpc/client'
import type { ServiceName } from '../catalog.ts'
import { startTaskService } from '../task-service/testing/start-task-service.ts'

export type Teammate = Awaited<ReturnType<Awaited<ReturnType<typeof startTeam>>['founder']>>
type Joining = Parameters<Awaited<ReturnType<typeof startTaskService>>['join']>
type Host = { readonly calls: Joining[0]['users']; readonly workspaceId: string }

/** user-service and task-service of one test file, and people who share a workspace there, for the tests of services
 *  that follow the task log. */
export async function startTeam() {
  const system = await startTaskService()
  const { users, sign, rows } = system

  /** Someone with a workspace of their own. */
  const founder = async (name: string) => {
    const { users: calls, calls: tasks, ...person } = await system.person(name)
    return { ...person, calls, tasks }
  }
  return {
    founder,
    /** Someone who comes by invitation. */
    joined: async (host: Host, name: string, role: Joining[2]) => {
      const guest = await founder(name)
      await system.join({ workspaceId: host.workspaceId, users: host.calls }, guest, role)
      return { ...guest, workspaceId: host.workspaceId }
    },
    /** Links of a typed client that calls a service as this person. */
    linksTo: (service: ServiceName, url: string, userId: string) => [
      httpLink({
        url: `${url}/trpc`,
        headers: async () => ({ authorization: `Bearer ${await sign(service, userId)}` }),
      }),
    ],
    sign,
    /** Settings that a further service of this team starts with. */
    settings: { ...users.env, DATABASE_NAME: '', TASK_SERVICE_URL: system.url },
    /** task-service's own database. */
    log: rows,
    stopTasks: system.stop,
    close: system.close,
  }
}
