import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { analyticsEnv } from './analytics-service/env.ts'
import { fileEnv } from './file-service/env.ts'
import { frontendEnv } from './frontend-service/env.ts'
import { taskEnv } from './task-service/env.ts'
import { userEnv } from './user-service/env.ts'

const schemas = { userEnv, taskEnv, analyticsEnv, fileEnv, frontendEnv }
const example = new Map(
  [...readFileSync('.env.example', 'utf8').matchAll(/^# ?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value],
  ),
)

test('.env.example names every setting of the services, and no other', () => {
  const known = new Set(Object.values(schemas).flatMap((schema) => Object.keys(schema.shape)))
  expect([...example.keys()].sort()).toEqual([...known].sort())
})

test.each(Object.entries(schemas))(
  '%s takes the example, and its defaults are the example’s',
  (_, schema) => {
    const given = Object.fromEntries(example)
    const parsed = Object.entries(schema.parse(given))
    expect(parsed.length).toBeGreaterThan(10)

    const required = Object.fromEntries(
      [
        'TASKMATE_ENV',
        'PORT',
        'RAILS_MASTER_KEY',
        'POSTGRES_HOST',
        'POSTGRES_USER',
        'DATABASE_PASSWORD',
        'REDIS_URL',
        'USER_SERVICE_URL',
        'TASK_SERVICE_URL',
        'ANALYTICS_SERVICE_URL',
        'FILE_SERVICE_URL',
      ].map((name) => [name, example.get(name)]),
    )
    for (const [name, value] of Object.entries(schema.parse(required)))
      if (value !== undefined)
        expect({ [name]: String(value) }).toEqual({ [name]: example.get(name) })
  },
)

test('only tests hash passwords with less memory than OWASP asks for', () => {
  const given = { ...Object.fromEntries(example), PASSWORD_MEMORY_KIB: '19455' }
  const { error } = userEnv.safeParse(given)
  expect(error?.issues).toMatchObject([
    { path: ['PASSWORD_MEMORY_KIB'], message: 'at least 19456' },
  ])
  for (const enough of [
    { TASKMATE_ENV: 'test' },
    { PASSWORD_MEMORY_KIB: '19456' },
    { PASSWORD_MEMORY_KIB: '65536' },
  ])
    expect(userEnv.safeParse({ ...given, ...enough }).success).toBe(true)
})
