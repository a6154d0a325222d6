import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { startService } from '../../testing/host/start-service.ts'
import { testSettings } from '../../testing/settings.ts'
import { userEnv } from '../../user-service/env.ts'
import { password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem({ user: { DRAIN_SECONDS: '5' } })
})
afterAll(() => system.close())

test('a backend that stops fails no change, however late the gateway hears that a connection is closed', async () => {
  const { redisUrl, user, userDatabase } = system
  const next = await startService(
    'user-service',
    userEnv.parse({ ...testSettings, ...userDatabase, REDIS_URL: redisUrl }),
  )
  const proxy = await faultProxy(`127.0.0.1:${user.port}`)
  const gateway = await system.startGateway({ USER_SERVICE_URL: `http://${proxy.host}` })
  const alice = await system.person('Alice', undefined, gateway.url)
  const { trpc } = alice
  // One that the gateway passes on, and one that it asks for itself.
  const change = async () => {
    await trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' })
    await trpc.gateway.session.signIn.mutate({ email: alice.email, password })
  }
  await change()

  proxy.set('late')
  proxy.aim(`127.0.0.1:${next.port}`)
  await user.close()
  await expect(change()).resolves.toBeUndefined()

  await gateway.close()
  await proxy.close()
  await next.close()
})
