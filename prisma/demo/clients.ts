import { createTRPCClient, httpLink } from '@trpc/client'
import type { ServiceName } from '../../services/catalog.ts'
import { callLinks } from '../../services/chassis/client.ts'
import type { ProcessEnv } from '../../services/chassis/env.ts'
import { createSigner } from '../../services/chassis/identity.ts'
import type { FileRouter } from '../../services/file-service/router.ts'
import type { TaskRouter } from '../../services/task-service/router.ts'
import type { UserRouter, UserServiceRouter } from '../../services/user-service/router.ts'

export interface Urls {
  readonly user: string
  readonly task: string
  readonly file: string
}

/** Typed clients of the public procedures, signed as the gateway would sign, with a clock of one's choosing. */
export function createClients(env: ProcessEnv, urls: Urls) {
  const sign = createSigner(env, 'frontend-service')
  const headersFor = async (service: ServiceName, userId: string, clock?: Date) => ({
    authorization: `Bearer ${await sign(service, userId)}`,
    ...(clock && { 'x-taskmate-clock': clock.toISOString() }),
  })
  return {
    accounts: createTRPCClient<UserServiceRouter>(
      callLinks({ name: 'user-service', url: urls.user, sign }),
    ),
    users: (userId: string) =>
      createTRPCClient<UserRouter>({
        links: [
          httpLink({ url: `${urls.user}/trpc`, headers: () => headersFor('user-service', userId) }),
        ],
      }),
    tasks: (userId: string, clock?: Date) =>
      createTRPCClient<TaskRouter>({
        links: [
          httpLink({
            url: `${urls.task}/trpc`,
            headers: () => headersFor('task-service', userId, clock),
          }),
        ],
      }),
    files: (userId: string) =>
      createTRPCClient<FileRouter>({
        links: [
          httpLink({ url: `${urls.file}/trpc`, headers: () => headersFor('file-service', userId) }),
        ],
      }),
    /** Sends the bytes of an announced file. */
    send: async (userId: string, path: string, bytes: Buffer) => {
      const answer = await fetch(`${urls.file}${path}`, {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: await headersFor('file-service', userId),
      })
      if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}`)
    },
  }
}
