import { afterAll, expect, test } from '@jest/globals'
import * as analytics from './analytics-service/router.ts'
import type { ServiceName } from './catalog.ts'
import { processEnv } from './chassis/env.ts'
import { createSigner } from './chassis/identity.ts'
import * as file from './file-service/router.ts'
import { startSystem } from './frontend-service/testing/test-system.ts'
import * as task from './task-service/router.ts'
import * as user from './user-service/router.ts'

const system = await startSystem()
afterAll(() => system.close())
const alice = await system.person('Alice')

const sign = createSigner(
  processEnv.parse({
    ...{ TASKMATE_ENV: 'test', PORT: 0, RAILS_MASTER_KEY: 'a master key for tests only' },
  }),
  'frontend-service',
)

const routers = { user, task, analytics, file }
// The type nests them, the value is one list of paths.
const paths = Object.entries(routers).flatMap(([short, { serviceRouter }]) =>
  Object.entries(serviceRouter._def.procedures as object).map(([path, { _def }]) => ({
    short: short as keyof typeof routers,
    path,
    method: _def.type === 'query' ? 'GET' : 'POST',
  })),
)

test.each(paths)(
  "$short-service $path: a service may ask, a person's own token may not",
  async ({ short, path, method }) => {
    const status = async (userId: string | null, speaker?: 'service') => {
      const token = await sign(`${short}-service` satisfies ServiceName, userId, speaker)
      const answer = await fetch(`${system[short].url}/internal/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: '{}' }),
      })
      return answer.status
    }
    expect(await status(alice.id)).toBe(401)
    expect(await status(alice.id, 'service')).not.toBe(401)
  },
)

test('the list is not empty', () => {
  expect(paths.length).toBeGreaterThan(15)
})
