import { createTRPCClient, httpLink } from '@trpc/client'
import pg from 'pg'
import { callLinks } from '../../chassis/client.ts'
import { createSigner } from '../../chassis/identity.ts'
import type { Facts } from '../../chassis/trpc.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { figure } from '../../testing/figures.ts'
import { startService } from '../../testing/host/start-service.ts'
import { redisUrl } from '../../testing/redis.ts'
import { testSettings } from '../../testing/settings.ts'
import { userEnv } from '../env.ts'
import type { UserRouter, UserServiceRouter } from '../router.ts'

export const password = 'correct horse battery'

export type Started = Awaited<ReturnType<typeof startUserService>>
export type Someone = Awaited<ReturnType<Started['person']>>

/** A user-service of its own for one test file: migrated database, free port, and people who call it as the
 *  gateway would. */
export async function startUserService(settings: Record<string, string> = {}) {
  const database = await temporaryDatabase('user')
  const env = userEnv.parse({
    ...testSettings,
    REDIS_URL: await redisUrl(),
    ...database.env,
    ...settings,
  })
  const service = await startService('user-service', env)
  const sign = createSigner(env, 'frontend-service')
  const callee = { name: 'user-service', url: service.url, sign } as const
  const gateway = createTRPCClient<UserServiceRouter>(callLinks(callee))
  const rows = new pg.Pool({
    host: env.POSTGRES_HOST,
    port: env.POSTGRES_PORT,
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME,
  })

  rows.on('error', () => {})

  /** What the gateway asks for one person. */
  const asking = (userId: string) =>
    createTRPCClient<UserServiceRouter>({
      links: [
        httpLink({
          url: `${service.url}/internal`,
          headers: async () => ({
            authorization: `Bearer ${await sign('user-service', userId, 'service')}`,
          }),
        }),
      ],
    })

  const clientOf = (userId: string) =>
    createTRPCClient<UserRouter>({
      links: [
        httpLink({
          url: `${service.url}/trpc`,
          headers: async () => ({ authorization: `Bearer ${await sign('user-service', userId)}` }),
        }),
      ],
    })

  let count = 0
  const person = async (name: string, wanted: { email?: string; invitation?: string } = {}) => {
    count += 1
    const email = wanted.email ?? `${name.toLowerCase()}.${count}.${Date.now()}@taskmate.example`
    const { user } = await gateway.accounts.create.mutate({
      name,
      password,
      locale: 'en',
      ...wanted,
      email,
    })
    return { ...user, calls: clientOf(user.id) }
  }

  return {
    env,
    url: service.url,
    gateway,
    asking,
    rows,
    person,
    sign,
    /** Value of one of the service's metrics, summed over the lines that have `label`. */
    metric: (name: string, label = '') => figure(service, name, label),
    close: async () => {
      await service.close()
      await rows.end()
      await database.close()
    },
  }
}

interface Refusal extends Facts {
  readonly code: string
  readonly httpStatus: number
}

/** The error data a failed call carries. */
export async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (failure: Error & { data?: Refusal }) => failure,
  )
  if (!('data' in error) || !error.data) throw error
  return { message: error.message, ...error.data }
}
