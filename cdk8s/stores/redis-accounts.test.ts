import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { services } from '../../services/catalog.ts'
import { pollUntil } from '../../services/chassis/poll-until.ts'
import { openBrowser } from '../../services/frontend-service/testing/browser.ts'
import { openStream } from '../../services/frontend-service/testing/open-stream.ts'
import { password } from '../../services/frontend-service/testing/people.ts'
import { type System, startSystem } from '../../services/frontend-service/testing/test-system.ts'
import { freePort } from '../../services/testing/postgres.ts'
import { ADMIN, aclLines, redisAccounts } from './redis-accounts.ts'

const folder = mkdtempSync(join(tmpdir(), 'taskmate-redis-'))
let server: ReturnType<typeof spawn>
let system: System
let admin: Redis
let urlOf: (account: string) => string

beforeAll(async () => {
  const port = await freePort()
  const lines = aclLines('redis', (account) => `>of-${account}`)
  writeFileSync(join(folder, 'users.acl'), `${lines.join('\n')}\n`)
  server = spawn(
    'redis-server',
    [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--aclfile',
      join(folder, 'users.acl'),
    ],
    { stdio: 'ignore' },
  )
  urlOf = (account) => `redis://${account}:of-${account}@127.0.0.1:${port}`
  admin = new Redis(urlOf(ADMIN), { retryStrategy: () => 100 })
  admin.on('error', () => {})
  await pollUntil(() => admin.ping().catch(() => ''), { isEnough: (answer) => answer === 'PONG' })
  system = await startSystem({
    all: { REDIS_URL: urlOf('frontend-service') },
    user: {
      ...{ REDIS_URL: urlOf('user-service'), PUBLIC_ORIGIN: 'https://tasks.example.com' },
      // Nobody is there; asking for a letter is counted all the same.
      SMTP_URL: 'smtp://127.0.0.1:9',
    },
    task: { REDIS_URL: urlOf('task-service') },
  })
})

afterAll(async () => {
  admin.disconnect()
  await system?.close()
  server.kill()
  rmSync(folder, { recursive: true })
})

test('with an account per service people sign in, work, follow what happens and are signed out: nothing is refused', async () => {
  const alice = await system.person('Alice')
  const second = openBrowser(system.url)
  await expect(
    second.trpc.gateway.session.signIn.mutate({ email: alice.email, password: 'not this one' }),
  ).rejects.toThrow()
  await second.trpc.gateway.session.signIn.mutate({ email: alice.email, password })
  await second.trpc.gateway.password.forgotten.mutate({ email: 'nobody@taskmate.example' })
  const { workspaceId } = alice
  const stream = openStream(alice, { workspaceId })
  await stream.connected
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  await alice.trpc.task.tasks.create.mutate({ projectId, title: 'A task' })
  await pollUntil(async () => stream.kinds, { isEnough: (kinds) => kinds.length > 1 })
  await alice.trpc.gateway.sessions.revokeOthers.mutate()
  expect(await second.trpc.gateway.session.who.query()).toBeNull()
  await alice.trpc.gateway.session.signOut.mutate()
  expect(await admin.call('ACL', 'LOG')).toEqual([])
  const clients = String(await admin.client('LIST'))
  for (const { name, uses } of services)
    if ((uses as readonly string[]).includes('redis')) expect(clients).toContain(`user=${name} `)
})

test('nobody gets in without a password, and no account reads the keys of another', async () => {
  const nobody = new Redis(urlOf(ADMIN).replace(/\/\/.*@/, '//'), { lazyConnect: true })
  nobody.on('error', () => {})
  await expect(nobody.get('sess:x:y')).rejects.toThrow('NOAUTH')
  nobody.disconnect()
  for (const { name } of redisAccounts.filter((account) => account.name !== ADMIN)) {
    const redis = new Redis(urlOf(name))
    const foreign = name === 'frontend-service' ? 'tries:address:x' : 'sess:x:y'
    for (const [command, ...args] of [
      ['get', foreign],
      ['keys', '*'],
      ['flushall'],
      ['config', 'set', 'maxmemory', '1'],
      ['acl', 'list'],
      ['subscribe', 'anything'],
    ])
      await expect(redis.call(command ?? '', ...args)).rejects.toThrow('NOPERM')
    redis.disconnect()
  }
})

test('every service that uses Redis has an account, and nothing else but Redis itself', () => {
  const users = services.filter(({ uses }) => (uses as readonly string[]).includes('redis'))
  const accounts = redisAccounts
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('redis-'))
  expect(accounts.sort()).toEqual(users.map(({ name }) => name).sort())
})
