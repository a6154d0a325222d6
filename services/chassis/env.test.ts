import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { build } from 'esbuild'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'env-'))
  await build({
    stdin: {
      contents: `import { databaseEnv, loadEnv, processEnv, redisEnv } from './env.ts'
        const env = loadEnv(processEnv.extend(databaseEnv.shape).extend(redisEnv.shape))
        process.stdout.write(JSON.stringify(env))`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'start.mjs'),
  })
})
afterAll(() => rm(folder, { recursive: true }))

const complete = {
  TASKMATE_ENV: 'development',
  PORT: '3000',
  POSTGRES_HOST: 'postgres',
  POSTGRES_USER: 'taskmate',
  DATABASE_PASSWORD: 'canary-password',
  REDIS_URL: 'redis://redis:6379',
  RAILS_MASTER_KEY: 'canary-master-key-0123456789',
}

/** A process that reads its environment at the start, as a service does. */
function started(env: Record<string, string>) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = execFile(process.execPath, [join(folder, 'start.mjs')], { env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, output: out + err }),
    )
  })
}

test('a complete environment starts, with defaults for what may be left out', async () => {
  const { code, output } = await started({ ...complete, DATABASE_NAME: '', METRICS_PORT: '0' })
  expect(code).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    NODE_ENV: 'production',
    PORT: 3000,
    METRICS_PORT: 0,
    POSTGRES_PORT: 5432,
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: 5,
  })
  expect(JSON.parse(output)).not.toHaveProperty('DATABASE_NAME')
})

test.each([
  ['PORT', 'missing', undefined],
  ['PORT', 'not a number', 'canary-port'],
  ['PORT', 'no port', '65536'],
  ['TASKMATE_ENV', 'missing', undefined],
  ['TASKMATE_ENV', 'unknown', 'canary-environment'],
  ['POSTGRES_HOST', 'empty', ''],
  ['POSTGRES_USER', 'missing', undefined],
  ['DATABASE_PASSWORD', 'missing', undefined],
  ['DATABASE_PASSWORD', 'empty', ''],
  ['REDIS_URL', 'another protocol', 'http://canary-host'],
  ['REDIS_URL', 'malformed', 'canary-host'],
  ['RAILS_MASTER_KEY', 'missing', undefined],
  ['RAILS_MASTER_KEY', 'short', 'canary'],
  ['LOG_LEVEL', 'unknown', 'canary-level'],
  ['DRAIN_SECONDS', 'too long', '61'],
  ['TIMEOUT_SCALE', 'zero', '0'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'malformed', 'canary-collector'],
])('%s %s ends the start with a line that names it and not its value', async (name, _, value) => {
  const env: Record<string, string> = { ...complete, [name]: value ?? '' }
  if (value === undefined) delete env[name]
  const { code, output } = await started(env)
  expect({ code, lines: output.trim().split('\n').length }).toEqual({ code: 78, lines: 1 })
  expect(output).toMatch(new RegExp(`^environment: ${name}: `))
  expect(output).not.toMatch(/canary|65536/)
})

test.each([
  ['staging', { RAILS_MASTER_KEY: 'canary-master-key-0123456789' }, 'RAILS_MASTER_KEY'],
  ['production', { RAILS_MASTER_KEY: '' }, 'IDENTITY_PRIVATE_KEY'],
])('%s has keys of its own, no master key', async (environment, keys, named) => {
  const { code, output } = await started({ ...complete, TASKMATE_ENV: environment, ...keys })
  expect([code, output]).toEqual([78, expect.stringContaining(`environment: ${named}: `)])
  expect(output).not.toContain('canary')
})
