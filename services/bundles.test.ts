import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { bundleAll } from '../bin/bundle.ts'
import { services } from './catalog.ts'
import { pollUntil } from './chassis/poll-until.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import { emptyDatabase, type TemporaryDatabase, testServer } from './testing/database.ts'
import { type Processes, startProcesses } from './testing/processes.ts'
import { redisUrl } from './testing/redis.ts'

// As in an image: a folder with the bundles and the one native package, no node_modules above it.
const folder = mkdtempSync(join(tmpdir(), 'taskmate-bundles-'))
const databases = new Map<string, TemporaryDatabase>()
let running: Processes
const lines: string[] = []

beforeAll(async () => {
  await bundleAll(folder)
  const native = 'node_modules/@node-rs'
  for (const name of readdirSync(native))
    cpSync(join(native, name), join(folder, 'user-service', native, name), { recursive: true })
  for (const { name, database } of services)
    if (database) databases.set(name, await emptyDatabase())
})

afterAll(async () => {
  await running?.stopAll()
  for (const database of databases.values()) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a service’s migrations are all that its database needs', async () => {
  const ends = await Promise.all(
    [...databases].map(([name, { env }]) =>
      ended([join(folder, name, 'migrate.js'), 'deploy'], { ...env }),
    ),
  )
  expect(ends.map(({ code, text }) => [code, text.split('\n').at(-2)])).toEqual(
    [...databases.values()].map(({ env }) => [0, `${env.DATABASE_NAME}: up to date`]),
  )
})

test('every service starts from its bundle alone', async () => {
  running = await startProcesses({
    folder,
    postgres: testServer(),
    databases: new Map([...databases].map(([name, { env }]) => [name, env.DATABASE_NAME])),
    redisUrl: await redisUrl(),
    filesDir: join(folder, 'files'),
    settings: {
      ...{ TASKMATE_ENV: 'test', DRAIN_SECONDS: '6', LOG_LEVEL: 'debug' },
      // All tests sign up from one address, and count together.
      SIGN_UPS_PER_HOUR: '1000000',
    },
    onLine: (service, line) => lines.push(`${service} ${line}`),
  })
  const answers = await Promise.all(
    Object.entries(running.urls).map(async ([name, url]) => [
      name,
      (await fetch(`${url}/up`)).status,
    ]),
  )
  expect(answers).toEqual(services.map(({ name }) => [name, 200]))
  expect(lines.filter((line) => !/"level":"(debug|info)"/.test(line))).toEqual([])
})

test('logs name nobody: who has an id finds the lines of that person by its hash', async () => {
  const { trpc } = openBrowser(running.urls['frontend-service'])
  const email = 'somebody@taskmate.example'
  const signUp = { name: 'Somebody', email, password: 'correct horse battery' }
  const { user } = await trpc.gateway.session.signUp.mutate({ ...signUp, locale: 'en' })
  const [workspace] = (await trpc.gateway.session.who.query())?.workspaces ?? []
  await trpc.task.projects.list.query({ workspaceId: workspace?.id ?? '' }).catch(() => [])
  const hash = createHash('sha256').update(user.id).digest('hex').slice(0, 16)
  const isNamed = (service: string) =>
    lines.some((line) => line.startsWith(`${service} `) && line.includes(`"user":"${hash}"`))
  await pollUntil(() => ['user', 'task'].every(isNamed))
  expect(lines.filter((line) => line.includes(user.id) || line.includes(email))).toEqual([])
})

test('a setting that is wrong ends a service at once, by name and without its value', async () => {
  const env = { TASKMATE_ENV: 'development', PORT: 'a secret' }
  const ends = await Promise.all(
    services.map(({ name }) => ended([join(folder, name, 'main.js')], env)),
  )
  for (const { code, text } of ends) {
    expect(code).toBe(78)
    expect(text).toContain('PORT')
    expect(text).not.toContain('a secret')
  }
})

test('no service fails a request while it ends', async () => {
  const agents = services.map(() => new Agent({ keepAlive: true, maxSockets: 20 }))
  const failed: unknown[] = []
  let answered = 0
  let isOver = false
  const client = async (url: string, agent: Agent) => {
    while (!isOver) {
      const one = await status(`${url}/up`, agent)
      if (one === 200) answered += 1
      else failed.push([url, one])
    }
  }
  const clients = services.flatMap(({ name }, index) =>
    Array.from({ length: 20 }, () => client(running.urls[name], agents[index] ?? new Agent())),
  )
  const answeredMore = (count: number) =>
    pollUntil(() => answered, { isEnough: (sum) => sum >= count })
  await answeredMore(200)
  const exits = services.map(({ name }) => running.stop(name))
  const isReady = async ({ name }: (typeof services)[number]) =>
    (await fetch(`${running.urls[name]}/up/ready`)).ok
  for (const service of services)
    await pollUntil(() => isReady(service), { isEnough: (yes) => !yes })
  // A cluster needs a moment to look away from a pod that ends.
  await answeredMore(answered + 200)
  isOver = true
  await Promise.all(clients)

  expect(await Promise.all(exits)).toEqual(services.map(() => 0))
  expect(failed).toEqual([])
  for (const agent of agents) agent.destroy()
})

const status = (url: string, agent: Agent) =>
  new Promise<number | string>((resolve) => {
    request(url, { agent }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
      .once('error', (error) => resolve(error.message))
      .end()
  })

/** Runs a program to its end; `text` is all it said. */
async function ended(command: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, command, { env })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk
    })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, text }
}
