import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { callLinks } from '../../chassis/client.ts'
import { createPool } from '../../chassis/database.ts'
import { createSigner } from '../../chassis/identity.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { startService } from '../../testing/host/start-service.ts'
import { redisUrl } from '../../testing/redis.ts'
import { testSettings } from '../../testing/settings.ts'
import { startUserService } from '../../user-service/testing/start-user-service.ts'
import { taskEnv } from '../env.ts'
import type { TaskRouter, TaskServiceRouter } from '../router.ts'

export type Started = Awaited<ReturnType<typeof startTaskService>>
export type Someone = Awaited<ReturnType<Started['person']>>

/** A task-service of its own for one test file, following a user-service of its own; people call it as the gateway would. */
export async function startTaskService(
  settings: Record<string, string> = {},
  userSettings: Record<string, string> = {},
  start = startService,
) {
  const users = await startUserService(userSettings)
  const database = await temporaryDatabase('task')
  const env = taskEnv.parse({
    ...testSettings,
    REDIS_URL: await redisUrl(),
    USER_SERVICE_URL: users.url,
    ...database.env,
    ...settings,
  })
  const service = await start('task-service', env)
  const rows = createPool(env, env.DATABASE_NAME ?? '')
  const sign = createSigner(env, 'frontend-service')
  const gateway = createTRPCClient<TaskServiceRouter>(
    callLinks({ name: 'task-service', url: service.url, sign }),
  )

  const clientOf = (userId: string, clock?: Date) =>
    createTRPCClient<TaskRouter>({
      links: [
        httpLink({
          url: `${service.url}/trpc`,
          headers: async () => ({
            authorization: `Bearer ${await sign('task-service', userId)}`,
            ...(clock && { 'x-taskmate-clock': clock.toISOString() }),
          }),
        }),
      ],
    })

  /** On a crowded machine the feed of user-service may be too late for somebody's first request. */
  const untilKnown = (userId: string, workspaceId: string) =>
    pollUntil(() =>
      clientOf(userId)
        .projects.list.query({ workspaceId })
        .catch((error: unknown) => {
          if (error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND') return undefined
          throw error
        }),
    )

  /** Someone with a workspace of their own. */
  const person = async (name: string, wanted: { invitation?: string } = {}) => {
    const someone = await users.person(name, wanted)
    const [workspace] = await someone.calls.workspaces.list.query()
    if (!workspace) throw new Error('a new account has a workspace')
    await untilKnown(someone.id, workspace.id)
    return {
      id: someone.id,
      name,
      workspaceId: workspace.id,
      users: someone.calls,
      calls: clientOf(someone.id),
      at: (clock: Date) => clientOf(someone.id, clock),
    }
  }

  /** Brings someone into another person's workspace. */
  const join = async (
    host: { users: Awaited<ReturnType<typeof users.person>>['calls']; workspaceId: string },
    guest: { id: string },
    role: 'admin' | 'member' | 'commenter' | 'viewer' | 'guest',
  ) => {
    const invitation = await host.users.invitations.create.mutate({
      workspaceId: host.workspaceId,
      role,
    })
    await users.gateway.invitations.accept.mutate({ userId: guest.id, token: invitation.token })
    await untilKnown(guest.id, host.workspaceId)
  }

  return {
    env,
    users,
    gateway,
    sign,
    url: service.url,
    database,
    rows,
    person,
    join,
    /** Stops the service alone. */
    stop: () => service.close(),
    close: async () => {
      await service.close()
      await rows.end()
      await database.close()
      await users.close()
    },
  }
}

/** A project of someone's own workspace, with English statuses. */
export const projectOf = (
  { calls, workspaceId }: Pick<Someone, 'calls' | 'workspaceId'>,
  key: string,
  visibility: 'open' | 'private' = 'open',
) => calls.projects.create.mutate({ workspaceId, key, name: key, visibility, locale: 'en' })

/** An overloaded machine answers 503 before it does anything: such a call is repeated, as the browser does. */
export async function retryWhileBusy<T>(call: () => Promise<T>, tries = 10): Promise<T> {
  return call().catch((error) => {
    if (tries === 0 || error.data?.code !== 'SERVICE_UNAVAILABLE') throw error
    return retryWhileBusy(call, tries - 1)
  })
}
