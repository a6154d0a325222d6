import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { newTokenOf } from './frontend-service/testing/api-token.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { lostAnswers } from './testing/lost-answers.ts'
import { builtTm } from './testing/run-tm.ts'

let system: System
let tm: Awaited<ReturnType<typeof builtTm>>
let alice: Person
let token: string
beforeAll(async () => {
  system = await startSystem()
  tm = await builtTm()
  alice = await system.person('Alice Morgan')
  await alice.trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' })
  for (const key of ['WEB', 'APP']) await newProject(key, key)
  token = (await newTokenOf(alice)).token
})
afterAll(async () => {
  await tm?.close()
  await system?.close()
})

const newProject = (key: string, name: string) =>
  alice.trpc.task.projects.create.mutate({
    ...{ workspaceId: alice.workspaceId, key, name, locale: 'en' },
  })
const ok: typeof tm.ok = (...asked) => tm.ok(...asked)
const json: typeof tm.json = (...asked) => tm.json(...asked)
const byEnv = (own: Record<string, string> = {}) => ({
  env: { TASKMATE_URL: system.url, TASKMATE_TOKEN: token, ...own },
})
const made = async (text: string) => (await json(['add', text], byEnv())).tasks[0].key as string
const shown = (key: string) => json(['show', key], byEnv())

/** An assistant that has started the server. */
async function assistant(url: string) {
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [tm.file, 'mcp'] },
    env: { ...tm.env, ...byEnv({ TASKMATE_URL: url }).env },
  })
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  const call = async (name: string, asked: object) => {
    const { structuredContent } = await client.callTool({ name, arguments: { ...asked } })
    return structuredContent as Record<string, unknown>
  }
  return { client, call }
}

test('a name that several things have is written to none of them, and a key counts before a name', async () => {
  for (const [key, name] of [
    ...[
      ['SHA', 'Shop'],
      ['SHB', 'shop'],
      ['SHC', 'Shop'],
    ],
    ...[
      ['ABC', 'Letters'],
      ['XYZ', 'ABC'],
    ],
  ] as [string, string][])
    await newProject(key, name)
  for (const args of [
    ['add', 'Lost', '-p', 'Shop'],
    ['add', 'Lost +Shop'],
  ])
    expect(await tm.run(args, byEnv())).toMatchObject({
      ...{ code: 2, out: '', err: expect.stringMatching(/more than one project.*\n.*SHA, SHC/) },
    })
  expect(await tm.run(['add', 'Lost', '-p', ''], byEnv())).toMatchObject({ code: 4, out: '' })
  expect((await json(['list', 'Lost'], byEnv())).tasks).toEqual([])
  const [{ key }] = (await json(['add', 'Found', '-p', 'abc'], byEnv())).tasks
  expect(key).toBe('ABC-1')

  const { id: projectId } = await newProject('QAQ', 'Quality')
  for (const name of ['In QA', 'InQA'])
    await alice.trpc.task.statuses.create.mutate({ projectId, name, group: 'started' })
  const task = await made('Tested +QAQ')
  expect(await tm.run(['move', task, 'inqa'], byEnv())).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('In QA, InQA') },
  })
  expect(await json(['move', task, 'InQA'], byEnv())).toMatchObject({ tasks: [{ status: 'InQA' }] })

  const [kim, other] = [
    await system.colleague(alice, 'Kim Same'),
    await system.colleague(alice, 'Kim Same'),
  ]
  const namesakes = await tm.run(['assign', task, '@Kim Same'], byEnv())
  expect(namesakes).toMatchObject({ code: 2, out: '' })
  for (const { id } of [kim, other]) expect(namesakes.err).toContain(id)
  await ok(['assign', task, kim.id], byEnv())
  const row = await alice.trpc.task.tasks.get.query({ workspaceId: alice.workspaceId, key: task })
  expect(row.assigneeIds).toEqual([kim.id])

  const solo = await system.person('Solo Player')
  const twins = await Promise.all(
    [1, 2].map(() => solo.trpc.user.workspaces.create.mutate({ name: 'Twin' })),
  )
  const own = byEnv({ TASKMATE_TOKEN: (await newTokenOf(solo)).token })
  const slugs = twins.map(({ slug }) => slug)
  const asked = await tm.run(['projects', '-w', 'Twin'], own)
  expect(asked).toMatchObject({ code: 2, out: '' })
  for (const slug of slugs) expect(asked.err).toContain(slug)
  await ok(['projects', '-w', String(slugs[0])], own)
  await solo.trpc.task.projects.create.mutate({
    ...{ workspaceId: solo.workspaceId, key: 'SOLO', name: 'Solo', locale: 'en' },
  })
  const alone = byEnv({ ...own.env, TASKMATE_WORKSPACE: solo.workspaceId })
  const [{ key: mine }] = (await json(['add', 'Mine +SOLO'], alone)).tasks
  expect(await tm.run(['assign', mine, '@'], alone)).toMatchObject({ code: 4, out: '' })
})

test('a change of several projects that one of them refuses says what was done before', async () => {
  const { id: projectId } = await newProject('ONE', 'One')
  await alice.trpc.task.statuses.create.mutate({ projectId, name: 'Special', group: 'started' })
  const keys = [await made('Here +ONE'), await made('There +APP')]
  expect(await tm.run(['move', ...keys, 'Special'], byEnv())).toMatchObject({ code: 4, out: '' })
  expect(await shown(String(keys[0]))).toMatchObject({ status: 'To do' })

  const late = await newProject('OLD', 'Old')
  const old = await made('Kept +OLD')
  await alice.trpc.task.projects.archive.mutate({ id: late.id })
  const args = ['done', String(keys[0]), old, '--json']
  const { code, err } = await tm.run(args, byEnv())
  expect({ code, ...JSON.parse(err).error }).toMatchObject({
    ...{ code: 1, kind: 'refused', message: expect.stringContaining('OLD') },
    hints: expect.arrayContaining([expect.stringContaining(String(keys[0]))]),
  })
  expect(await shown(String(keys[0]))).toMatchObject({ group: 'completed' })
  expect(await json(['undo'], byEnv())).toMatchObject({ changed: 1 })
  expect(await shown(String(keys[0]))).toMatchObject({ status: 'To do' })
})

test('a write that nobody answered is not passed over by undo', async () => {
  for (const status of [undefined, 502]) {
    let losing: RegExp | undefined
    const way = await lostAnswers(system.url, (path) => losing?.test(path) ?? false, {
      ...{ times: Number.POSITIVE_INFINITY, status },
    })
    const lossy = byEnv({ TASKMATE_URL: way.url })
    const writes: [RegExp, (key: string) => string[]][] = [
      [/changeMany$/, (key) => ['done', key]],
      [/tasks\.change$/, (key) => ['edit', key, '--title', 'Renamed']],
      [/createMany$/, () => ['add', 'Second +WEB']],
    ]
    for (const [path, args] of writes) {
      const [{ key }] = (await json(['add', 'First +WEB'], lossy)).tasks
      losing = path
      expect((await tm.run(args(key), lossy)).code).toBe(5)
      losing = undefined
      expect(await tm.run(['undo'], lossy)).toMatchObject({
        ...{ code: 4, out: '', err: expect.stringContaining('tm undo --list') },
      })
      await shown(key)
    }
    // What an assistant does counts as well: both are done from this machine in the same name.
    const { client, call } = await assistant(way.url)
    const [{ key }] = (await json(['add', 'First +WEB'], lossy)).tasks
    const many = { project: 'WEB', keys: [key], change: { priority: 'high' } }
    const dry = await call('bulk_change', many)
    const calls: [RegExp, () => Promise<unknown>][] = [
      [/tasks\.create$/, () => call('create_task', { project: 'WEB', title: 'Second' })],
      [/changeMany$/, () => call('bulk_change', { ...many, dry_run: false, plan: dry.plan })],
    ]
    for (const [path, act] of calls) {
      await ok(['add', 'Another +WEB'], lossy)
      losing = path
      await act()
      losing = undefined
      expect((await tm.run(['undo'], lossy)).err).toContain('tm undo --list')
    }
    await client.close()
    await way.close()
  }
})

test('what others do by the same machine is not taken back, and what was refused is not unknown', async () => {
  const bob = await system.colleague(alice, 'Bob Stone')
  const own = byEnv({ TASKMATE_TOKEN: (await newTokenOf(bob)).token })
  const key = await made('Of Alice +WEB')
  expect(await tm.run(['undo'], own)).toMatchObject({
    ...{ code: 4, err: expect.stringContaining('is left to take back') },
  })
  expect((await tm.run(['edit', key, '--estimate', '0.3'], byEnv())).code).toBe(1)
  expect(await json(['undo'], byEnv())).toMatchObject({ changed: 1 })
  expect(await shown(key)).toMatchObject({ key })
  expect((await json(['list', 'Alice'], byEnv())).tasks).toEqual([])
})

test('a fault of tm is not taken for the network, nor an answer of somebody else for a fault', async () => {
  let answer = '{"result":{"data":null}}'
  const server = createServer((_, res) => {
    res.writeHead(200, { 'content-type': 'application/json' }).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const wrong = byEnv({ TASKMATE_URL: `http://127.0.0.1:${port}` })
  const login = ['login', '--url', wrong.env.TASKMATE_URL]
  answer = '[{"result":{"data":null}}]'
  const { code, err } = await tm.run([...login, '--json'], { ...wrong, input: token })
  expect({ code, ...JSON.parse(err) }).toMatchObject({
    ...{ code: 70, error: { kind: 'fault', exit: 70 } },
  })
  expect((await tm.run(login, { ...wrong, input: token })).err).toContain('unexpected error')
  for (const other of ['<h1>Hello</h1>', '{"hello":1}']) {
    answer = other
    expect(await tm.run(login, { ...wrong, input: token })).toMatchObject({
      ...{ code: 5, err: expect.stringContaining('does not answer as TaskMate') },
    })
  }
  await new Promise((resolve) => server.close(resolve))
})

test('tasks of several projects are sorted together', async () => {
  const [web, app] = await Promise.all(
    ['WEB', 'APP'].map((key) =>
      alice.trpc.task.projects.get.query({ workspaceId: alice.workspaceId, key }),
    ),
  )
  const make = (projectId = '', tasks: { title: string; dueDate?: string; estimate?: number }[]) =>
    alice.trpc.task.tasks.createMany.mutate({ projectId, tasks })
  await make(web?.id, [
    { title: 'Sorted b', dueDate: '2027-01-04', estimate: 1 },
    { title: 'Sorted D' },
  ])
  await make(app?.id, [
    { title: 'Sorted A', dueDate: '2027-01-05', estimate: 3 },
    { title: 'Sorted c', dueDate: '2027-01-03', estimate: 0 },
  ])
  const order = async (sort: string, limit = '9') => {
    const { tasks } = await json(['list', `Sorted sort:${sort}`, '--limit', limit], byEnv())
    return tasks.map(({ title }: { title: string }) => title.slice(-1)).join('')
  }
  expect(await order('title')).toBe('AbcD')
  expect(await order('-title', '3')).toBe('Dcb')
  expect(await order('due')).toBe('cbAD')
  expect(await order('-due')).toBe('AbcD')
  expect(await order('-estimate')).toBe('AbcD')
})

test('open subtasks of what is done are done with it', async () => {
  const { tasks } = await json(['add', '-', '-p', 'WEB'], {
    ...{ ...byEnv(), input: '- Whole\n  - Part\n    - Detail\n  - Other part\n' },
  })
  const [whole, part, detail, other] = tasks.map(({ key }: { key: string }) => key)
  await ok(['done', whole, part], byEnv())
  expect(await shown(detail)).toMatchObject({ status: 'To do' })
  expect(await json(['done', whole, '--with-subtasks'], byEnv())).toMatchObject({ changed: 2 })
  for (const key of [detail, other]) expect(await shown(key)).toMatchObject({ group: 'completed' })
})

test('tasks that more people have than one may have are given to one', async () => {
  const colleagues: Person[] = []
  for (let nth = 0; nth < 22; nth++)
    colleagues.push(await system.colleague(alice, `Person Nr${String.fromCharCode(97 + nth)}`))
  const { id: projectId } = await newProject('CROWD', 'Crowd')
  const halves = [colleagues.slice(0, 11), colleagues.slice(11)]
  await alice.trpc.task.tasks.createMany.mutate({
    projectId,
    tasks: halves.map((half) => ({ title: 'Crowded', assigneeIds: half.map(({ id }) => id) })),
  })
  const keys = ['CROWD-1', 'CROWD-2']
  const one = { assignees: ['Alice Morgan'] }
  expect(await json(['assign', ...keys, 'me', '--only'], byEnv())).toMatchObject({
    ...{ changed: 2, tasks: [one, one] },
  })
  expect(await json(['undo'], byEnv())).toMatchObject({ changed: 2 })
  expect((await shown('CROWD-1')).assignees).toHaveLength(11)
  expect(await json(['assign', ...keys, 'none'], byEnv())).toMatchObject({
    ...{ changed: 2, tasks: [{ assignees: [] }, { assignees: [] }] },
  })
})

test('whatever changes the day of a task that is due at a time means a day of the own calendar', async () => {
  const { id: projectId } = await newProject('DAY', 'Days')
  const late = { title: 'Late', dueDate: '2027-02-01', dueTime: '22:00[America/New_York]' }
  await alice.trpc.task.tasks.createMany.mutate({ projectId, tasks: [late, late, late, late] })
  const { client, call } = await assistant(system.url)
  const due = '2027-02-10'
  await ok(['due', 'DAY-1', due], byEnv())
  await ok(['edit', 'DAY-2', '--due', due, '--start', '2027-02-01 2pm'], byEnv())
  expect((await shown('DAY-2')).startTime).toMatch(/^14:00\[/)
  await call('update_task', { key: 'DAY-3', due })
  const many = { project: 'DAY', keys: ['DAY-4'], change: { due } }
  const dry = await call('bulk_change', many)
  await call('bulk_change', { ...many, plan: dry.plan, dry_run: false })
  await client.close()
  for (const key of ['DAY-1', 'DAY-2', 'DAY-3', 'DAY-4'])
    expect(await shown(key)).toMatchObject({
      ...{ key, dueDate: '2027-02-09', dueTime: '22:00[America/New_York]' },
    })
})
