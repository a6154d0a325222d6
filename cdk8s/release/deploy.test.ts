import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { services } from '../../services/catalog.ts'
import { migrate, rollOut, undo, verify } from './deploy.ts'
import { FakeCluster } from './testing/fake-cluster.ts'

const scratch = mkdtempSync(join(tmpdir(), 'taskmate-deploy-'))
const names = services.map(({ name }) => name)
let cluster: FakeCluster
let said: string[]

beforeEach(() => {
  cluster = new FakeCluster()
  said = []
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** Staging's manifests with images and configuration of the release `number`. */
function release(number: number) {
  const folder = join(scratch, String(number))
  const given = { folder, kubectl: cluster.kubectl, say: (line: string) => said.push(line) }
  if (existsSync(folder)) return given
  mkdirSync(join(folder, 'services'), { recursive: true })
  for (const file of ['namespace.yaml', ...names.map((name) => `services/${name}.yaml`)]) {
    const text = readFileSync(join('dist/staging', file), 'utf8')
    const changed = text
      .replaceAll(/@sha256:0{64}/g, `@sha256:${String(number).repeat(32)}`)
      .replace('POSTGRES_PORT: "5432"', `POSTGRES_PORT: "54${number}"`)
    writeFileSync(join(folder, file), changed)
  }
  return given
}

async function deploy(number: number) {
  await migrate(release(number))
  await rollOut(release(number))
}

async function fails(number: number, broken: RegExp) {
  cluster.broken = broken
  await expect(deploy(number)).rejects.toThrow('progress deadline')
  cluster.broken = /^$/
}

/** Two-digit number of the release that each service runs. */
const running = () =>
  Object.fromEntries(names.map((name) => [name, cluster.imageOf(name)?.slice(-2)]))
const all = (number: number) => Object.fromEntries(names.map((name) => [name, String(number)]))

test('who follows a log rolls out before its owner, and the gateway last', async () => {
  await deploy(10)
  await deploy(11)
  const order = said
    .flatMap((line) => /^deployment "(\S+)" success/.exec(line)?.[1] ?? [])
    .slice(-names.length)
  expect(order.toSorted()).toEqual(names.toSorted())
  for (const { name, tier, calls } of services)
    for (const callee of calls)
      expect(order.indexOf(name) < order.indexOf(callee)).toBe(tier === 'backend')
})

test('after a failed migration undo leaves everybody with the release that runs', async () => {
  await deploy(10)
  await deploy(11)
  cluster.failingJobs = true
  await expect(migrate(release(12))).rejects.toThrow('Failed')
  await undo(release(12))
  expect(running()).toEqual(all(11))
  expect(cluster.config('taskmate-config')).toMatchObject({ POSTGRES_PORT: '5411' })
})

test.each([true, false])(
  'after two failed releases undo returns to the good one, the first undone: %s',
  async (undone) => {
    await deploy(10)
    await fails(11, /file-service.*11$/)
    if (undone) await undo(release(11))
    await fails(12, /frontend-service.*12$/)
    await undo(release(12))
    expect(running()).toEqual(all(10))
  },
)

test('a release that rolled out and does not work is undone, once', async () => {
  await deploy(10)
  await deploy(11)
  await undo(release(11))
  expect(running()).toEqual(all(10))
  await undo(release(11))
  expect(running()).toEqual(all(10))
})

test('a release that did not pass its verification is never returned to', async () => {
  await deploy(10)
  await deploy(11)
  await cluster.kubectl(['set', 'image', 'deployment/task-service', 'task-service=by-hand'])
  await expect(verify(release(11))).rejects.toThrow('task-service runs')
  await fails(12, /frontend-service.*12$/)
  await undo(release(12))
  expect(running()).toEqual(all(10))
})

test('where one service is new, the others are undone and the answer names it', async () => {
  const { folder } = release(10)
  const old = names.filter((name) => name !== 'file-service')
  for (const name of old) await cluster.kubectl(['apply', '-f', `${folder}/services/${name}.yaml`])
  await fails(11, /frontend-service.*11$/)
  await undo(release(11))
  expect(running()).toEqual({ ...all(10), 'file-service': '11' })
  expect(said).toContainEqual(expect.stringMatching(/file-service: .*no earlier release/))
})

test('where one service cannot be undone, the others are and the failure names it', async () => {
  await deploy(10)
  await deploy(11)
  cluster.forgetRevisions('task-service')
  await expect(undo(release(11))).rejects.toThrow('task-service')
  expect(running()).toEqual({ ...all(10), 'task-service': '11' })
})

test('undo brings back the configuration that the returning pods ran with', async () => {
  await deploy(10)
  await fails(11, /user-service.*11$/)
  await undo(release(11))
  expect(cluster.config('taskmate-config')).toMatchObject({ POSTGRES_PORT: '5410' })
})
