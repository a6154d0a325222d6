import { createTRPCClient, httpLink } from '@trpc/client'
import pg from 'pg'
import type { ServiceName } from '../catalog.ts'
import { taskEnv } from '../task-service/env.ts'
import type { TaskRouter } from '../task-service/router.ts'
import { taskService } from '../task-service/service.ts'
import { startUserService } from '../user-service/people.ts'
import { temporaryDatabase } from './database.ts'

export type Team = Awaited<ReturnType<typeof startTeam>>
export type Teammate = Awaited<ReturnType<Team['founder']>>
interface Placed {
  readonly workspaceId: string
}
type Role = 'admin' | 'member' | 'commenter' | 'viewer' | 'guest'

/** user-service and task-service of one test file, and people who share a workspace there. */
export async function startTeam() {
  const users = await startUserService()
  const database = await temporaryDatabase('task')
  const env = taskEnv.parse({ ...users.env, ...database.env, USER_SERVICE_URL: users.url })
  const tasks = await taskService(env)
  const rows = new pg.Pool({
    host: env.POSTGRES_HOST,
    port: env.POSTGRES_PORT,
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME,
  })
  rows.on('error', () => {})

  /** Links of a typed client that calls a service as this person, at `at` if the clock is to be another. */
  const linksTo = (service: ServiceName, url: string, userId: string, at?: () => Date) => [
    httpLink({
      url: `${url}/trpc`,
      headers: async () => ({
        authorization: `Bearer ${await users.sign(service, userId)}`,
        ...(at && { 'x-taskmate-clock': at().toISOString() }),
      }),
    }),
  ]
  const tasksOf = (userId: string, at?: () => Date) =>
    createTRPCClient<TaskRouter>({ links: linksTo('task-service', tasks.url, userId, at) })
  type Someone = Awaited<ReturnType<typeof users.person>>
  const withTasks = (person: Someone) => ({ ...person, tasks: tasksOf(person.id) })

  /** Someone with a workspace of their own. */
  const founder = async (name: string) => {
    const person = await users.person(name)
    const [workspace] = await person.calls.workspaces.list.query()
    if (!workspace) throw new Error(`${name} has no workspace`)
    return { ...withTasks(person), workspaceId: workspace.id }
  }
  return {
    users,
    tasks,
    tasksOf,
    linksTo,
    /** Settings that a further service of this team starts with. */
    settings: { ...users.env, DATABASE_NAME: '', TASK_SERVICE_URL: tasks.url },
    /** task-service's own database. */
    rows,
    founder,
    /** Someone who comes by invitation. */
    joined: async (inviter: Pick<Someone, 'calls'> & Placed, name: string, role: Role) => {
      const { workspaceId } = inviter
      const { token } = await inviter.calls.invitations.create.mutate({ workspaceId, role })
      return { ...withTasks(await users.person(name, { invitation: token })), workspaceId }
    },
    close: async () => {
      await tasks.close()
      await users.close()
      await rows.end()
      await database.close()
    },
  }
}
