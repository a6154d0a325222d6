import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { testSettings } from '../../testing/settings.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { taskEnv } from '../env.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'
import { refusedRanges } from './address.ts'
import { post } from './post.ts'

let system: Started
let alice: Someone
let projectId: string
let trap: Server
let port: number
let caught = 0

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  projectId = (await projectOf(alice, 'WEB')).id
  trap = createServer((socket) => {
    caught += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '::', resolve))
  const address = trap.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  trap.close()
  await system.close()
})

/** Hosts that lead inward, as attackers write them. */
const hosts = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '0', '0.0.0.0'],
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '198.18.0.1'],
  ...['168.63.129.16', '[::ffff:a83f:8110]'],
  ...['169.254.169.254', '0xa9fea9fe', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:a00:1]', '[::127.0.0.1]', '[fe80::1]'],
  ...['[fc00::1]', '[fd00:ec2::254]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::1]'],
  ...['[2002:7f00:1::]', '[2001:0:7f00:1::]', '[2001:db8::1]', '[fec0::1]', '[100::1]'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'postgres', 'redis.taskmate.svc'],
  ...['redis.taskmate.svc.cluster.local', 'metadata.google.internal', 'printer.local'],
  ...['１２７.0.0.1', '127。0。0。1'],
]
const addresses = [
  ...hosts.map((host) => `https://${host}/hook`),
  ...[
    'http://example.com/',
    'ftp://example.com/',
    'https://example.com:8443/',
    'file:///etc/passwd',
  ],
  ...['https://user:secret@example.com/', 'https://example.com/#part', 'https://', 'nonsense', ''],
  ...[
    'http://169.254.169.254/latest/meta-data/',
    'javascript:alert(1)',
    'https://[::1',
    '//example.com',
  ],
]

test.each(addresses)('a webhook to %s is refused when it is made', async (url) => {
  const types: 'task.created'[] = ['task.created']
  expect(
    await refusalOf(alice.calls.webhooks.create.mutate({ projectId, url, types })),
  ).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { url: expect.any(String) } },
  })
})

const strict = { refused: [], isLoopbackAllowed: false }
const sent = { body: '{}', headers: {}, withinMs: 60_000 }

test('what got into the database all the same reaches nobody', async () => {
  for (const host of hosts)
    for (const url of [`http://${host}:${port}/`, `https://${host}:${port}/`])
      expect(await post({ ...sent, url, rules: strict })).toEqual({ failure: 'refused' })
  expect(caught).toBe(0)
})

test.each([
  ...[
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '168.63.129.16',
    'fe80::1',
  ],
  'fd00::1',
])(
  'a name that leads to %s reaches nobody, beside an address of the internet too',
  async (inward) => {
    for (const found of [[inward], ['93.184.215.14', inward]])
      expect(
        await post({
          ...{ ...sent, url: 'https://hook.example.com/', rules: strict },
          resolve: async () => found,
        }),
      ).toEqual({ failure: 'refused' })
    expect(caught).toBe(0)
  },
)

test.each([['::10.0.0.1'], ['nonsense'], ['fe80::1%eth0'], ['']])(
  'a name whose name server answers %j is refused, and harms nobody',
  async (answered) => {
    expect(
      await post({
        ...{ ...sent, url: 'https://hook.example.com/', rules: strict },
        resolve: async () => [answered],
      }),
    ).toEqual({ failure: 'refused' })
  },
)

test('an address that cannot be read any more is refused', async () => {
  for (const url of ['nonsense', 'https://', ''])
    expect(await post({ ...sent, url, rules: strict })).toEqual({ failure: 'refused' })
})

test('a name is looked up once for each try: what is connected to is what was checked', async () => {
  const loopback = { refused: [], isLoopbackAllowed: true }
  const answers = [['127.0.0.1'], ['10.0.0.1']]
  let asked = 0
  const resolve = async () => answers[asked++] ?? []
  const url = 'https://rebound.example.com/'
  // The second look-up would lead elsewhere; nobody listens on the first one's port.
  expect(await post({ ...sent, url, rules: loopback, resolve })).toEqual({ failure: 'connect' })
  expect(asked).toBe(1)
  expect(await post({ ...sent, url, rules: loopback, resolve })).toEqual({ failure: 'refused' })
  expect(await post({ ...sent, url, rules: loopback, resolve })).toEqual({ failure: 'dns' })
})

test('a cluster’s own addresses are refused where they are not private', async () => {
  const refused = refusedRanges.parse('203.0.114.0/24, 2a00:1450::/32') ?? []
  const rules = { refused, isLoopbackAllowed: false }
  for (const host of ['203.0.114.9', '[2a00:1450::9]', '[::ffff:203.0.114.9]'])
    expect(await post({ ...sent, url: `https://${host}/`, rules })).toEqual({ failure: 'refused' })
  expect(refusedRanges.safeParse('203.0.114.0').success).toBe(false)
})

test('staging and production have keys for secrets, and no way to the loopback', () => {
  const { RAILS_MASTER_KEY: _, ...guarded } = {
    ...{ ...testSettings, TASKMATE_ENV: 'production', IDENTITY_PRIVATE_KEY: 'x' },
    ...{ REDIS_URL: 'redis://redis', USER_SERVICE_URL: 'http://user-service:3000' },
    ...{ POSTGRES_HOST: 'db', POSTGRES_USER: 'task', DATABASE_PASSWORD: 'x' },
  }
  const keys = { WEBHOOK_KEYS: `first:${Buffer.alloc(32).toString('base64')}` }
  expect(taskEnv.safeParse({ ...guarded, ...keys }).success).toBe(true)
  expect(taskEnv.safeParse(guarded).success).toBe(false)
  expect(taskEnv.safeParse({ ...guarded, ...keys, WEBHOOK_LOOPBACK: 'true' }).success).toBe(false)
})
