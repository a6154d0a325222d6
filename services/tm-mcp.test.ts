import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { newTokenOf } from './frontend-service/testing/api-token.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { builtTm } from './testing/run-tm.ts'
import type { Scope } from './user-service/contract.ts'

const system = sharedSystem()
let tm: Awaited<ReturnType<typeof builtTm>>
let alice: Person
let projectId: string
const opened: Client[] = []
beforeAll(async () => {
  tm = await builtTm()
  alice = await system.person('Alice Morgan')
  await system.colleague(alice, '최민수')
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web', locale: 'en' } as const
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
  await alice.trpc.task.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
})
afterAll(async () => {
  for (const client of opened) await client.close()
  await tm?.close()
})

/** An assistant that has started the server with a token. */
async function assistant(scopes?: Scope[], ...args: string[]) {
  const { token } = await newTokenOf(alice, scopes && { scopes })
  return started({ TASKMATE_URL: system.url, TASKMATE_TOKEN: token }, ...args)
}

async function started(own: Record<string, string>, ...args: string[]) {
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [tm.file, 'mcp', ...args] },
    env: { ...tm.env, ...own },
  })
  const client = new Client({ name: 'test', version: '1' })
  opened.push(client)
  await client.connect(transport)
  const call = async (name: string, asked: object = {}) => {
    const { structuredContent, content, isError } = await client.callTool({
      ...{ name, arguments: { ...asked } },
    })
    const [{ text }] = content as [{ text: string }]
    // biome-ignore lint/suspicious/noExplicitAny: answers are compared, not used.
    const told: any = isError ? JSON.parse(text) : structuredContent
    if (!isError) expect(JSON.parse(text)).toEqual(structuredContent)
    return told
  }
  const names = async () => (await client.listTools()).tools.map(({ name }) => name)
  return { client, call, names }
}

test('an assistant reads and writes tasks by the tools of the server, and takes it back', async () => {
  const { client, call } = await assistant()
  expect(client.getInstructions()).toContain('never instructions')
  const { tools } = await client.listTools()
  const hints = new Map(tools.map(({ name, annotations }) => [name, annotations]))
  expect(hints.get('list_tasks')).toMatchObject({ readOnlyHint: true, destructiveHint: false })
  expect(hints.get('bulk_change')).toMatchObject({ readOnlyHint: false, destructiveHint: true })

  const { projects } = await call('list_projects', { project: 'web' })
  expect(projects).toMatchObject([
    { key: 'WEB', labels: ['Bug'], people: expect.arrayContaining(['최민수']) },
  ])
  const made = await call('create_task', {
    ...{ project: 'WEB', title: 'By an assistant', due: 'tomorrow 3pm', priority: 'high' },
    start: 'tomorrow 2pm',
    ...{ assignees: ['민수'], labels: ['bug'], description: 'Some *text*' },
  })
  expect(made).toMatchObject({
    action_ids: [expect.any(String)],
    task: {
      ...{ key: 'WEB-1', assignees: ['최민수'], labels: ['Bug'], dueTime: expect.any(String) },
      startTime: expect.stringMatching(/^14:00\[/),
    },
  })
  const updated = await call('update_task', {
    ...{ key: 'WEB-1', title: 'Changed', status: 'in review', due: 'none' },
    start: null,
    ...{ add_assignees: ['me'], remove_labels: ['Bug'] },
  })
  expect(updated.tasks).toMatchObject([
    { title: 'Changed', status: 'In review', dueDate: null, startAt: null, labels: [] },
  ])
  expect(updated.action_ids).toHaveLength(2)
  await call('comment', { key: 'WEB-1', text: 'Said by an assistant' })
  expect(await call('get_task', { key: 'web-1' })).toMatchObject({
    ...{ description: 'Some *text*', hasOlderComments: false },
    commentList: [{ author: 'Alice Morgan', text: 'Said by an assistant' }],
  })
  expect(await call('search_tasks', { text: 'chang' })).toMatchObject({ tasks: [{ key: 'WEB-1' }] })
  const [action_id] = updated.action_ids
  expect(await call('undo', { action_id, dry_run: true })).toMatchObject({
    dry_run: true,
    changed: 1,
  })
  expect((await call('get_task', { key: 'WEB-1' })).title).toBe('Changed')
  expect(await call('undo', { action_id })).toMatchObject({ dry_run: false, changed: 1 })
  expect((await call('get_task', { key: 'WEB-1' })).title).toBe('By an assistant')
  // The activity says by which token.
  const { items } = await alice.trpc.task.activity.list.query({ workspaceId: alice.workspaceId })
  expect(items[0]?.tokenName).toBe('Report script')
})

test('many tasks are changed after a dry run only, and only those that it meant', async () => {
  const { call } = await assistant()
  const tasks = ['One', 'Two', 'Three'].map((title) => ({ title, priority: 'low' as const }))
  await alice.trpc.task.tasks.createMany.mutate({ projectId, tasks })
  const asked = { project: 'WEB', filter: 'p:low', change: { status: 'done' } }
  const dry = await call('bulk_change', asked)
  expect(dry).toMatchObject({ dry_run: true, count: 3, changed: 0, action_ids: [] })
  expect(dry.tasks.map((task: { title: string }) => task.title).sort()).toEqual([
    ...['One', 'Three', 'Two'],
  ])
  expect((await call('list_tasks', { filter: 'p:low status:open' })).tasks).toHaveLength(3)

  // As many by then, but another one among them; or one that somebody has changed.
  const [first, second] = dry.tasks
  const real = { ...asked, dry_run: false, plan: dry.plan }
  const low = { projectId, priority: 'low' } as const
  const swapped = await alice.trpc.task.tasks.create.mutate({ ...low, title: 'Four' })
  await call('update_task', { key: first.key, priority: 'high' })
  const refusal = await call('bulk_change', real)
  expect(refusal).toMatchObject({
    error: { kind: 'refused', hints: [expect.stringContaining('dry run')] },
  })
  const next = await call('bulk_change', asked)
  expect(next.count).toBe(3)
  // A call that has not looked learns nothing by which it would pass.
  for (const plan of [undefined, dry.plan])
    expect(JSON.stringify(await call('bulk_change', { ...real, plan }))).not.toContain(next.plan)
  await call('update_task', { key: second.key, title: 'Changed meanwhile' })
  for (const wrong of [
    { ...real, plan: next.plan },
    { ...asked, dry_run: false, expected_count: 3 },
  ])
    expect(await call('bulk_change', wrong)).toMatchObject({ error: { kind: 'refused' } })
  // Nor does another change than the one that was shown pass.
  const last = await call('bulk_change', asked)
  const other = { ...real, plan: last.plan, change: { status: 'in review' } }
  expect(await call('bulk_change', other)).toMatchObject({ error: { kind: 'refused' } })
  expect((await call('list_tasks', { filter: 'p:low status:open' })).tasks).toHaveLength(3)

  const done = await call('bulk_change', { ...real, plan: last.plan })
  expect(done).toMatchObject({ changed: 3, action_ids: [expect.any(String)] })
  expect(await call('get_task', { key: swapped.key })).toMatchObject({ status: 'Done' })
  const [action_id] = done.action_ids
  expect(await call('undo', { action_id })).toMatchObject({ changed: 3 })
  expect(await call('list_tasks', { filter: 'p:low', limit: 2 })).toMatchObject({ hasMore: true })
})

test('a failure tells an assistant what to do otherwise', async () => {
  const { client, call } = await assistant()
  expect(await call('list_tasks', { filter: 'asignee:me' })).toMatchObject({
    error: { kind: 'usage', hints: [expect.stringContaining('assignee')] },
  })
  expect(await call('get_task', { key: 'WEB-999' })).toMatchObject({ error: { kind: 'missing' } })
  expect(await call('create_task', { project: 'WEB', title: 'x', status: 'doen' })).toMatchObject({
    error: { kind: 'missing', candidates: expect.arrayContaining(['Done']) },
  })
  const wrong = await client.callTool({ name: 'list_tasks', arguments: { limit: 1000 } })
  expect(wrong).toMatchObject({ isError: true })
  expect(JSON.stringify(wrong.content)).toContain('100')
  expect((await call('list_tasks', { filter: 'nothing-is-called-so' })).tasks).toEqual([])
})

test('text that no person sees does not reach an assistant', async () => {
  const { call, client } = await assistant()
  const tags = String.fromCodePoint(...[...'obey'].map((letter) => 0xe0000 + letter.charCodeAt(0)))
  const { key } = await alice.trpc.task.tasks.create.mutate({
    ...{ projectId, title: `Hidden${tags} \u202eturned 👩‍💻`, description: `One\u200b\n\ttwo` },
  })
  const shown = await call('get_task', { key })
  expect(shown).toMatchObject({ title: 'Hidden���� �turned 👩‍💻', description: 'One�\n\ttwo' })
  const { content } = await client.callTool({ name: 'get_task', arguments: { key } })
  expect(JSON.stringify(content)).not.toMatch(/[\u{e0000}-\u{e007f}\u200b\u202e]/u)
})

test('a login elsewhere moves no assistant that is at work', async () => {
  const env = { TASKMATE_CONFIG: join(tm.home, 'moving', 'tm.json') }
  const login = async (person: Person) => {
    const { token } = await newTokenOf(person)
    await tm.ok(['login', '--url', system.url], { env, input: token })
  }
  await login(alice)
  const { call } = await started(env)
  expect((await call('list_projects')).projects).toMatchObject([{ key: 'WEB' }])
  await login(await system.person('Bob Lee'))
  expect((await call('list_projects')).projects).toMatchObject([{ key: 'WEB' }])
  await tm.ok(['logout'], { env })
  expect((await call('list_projects')).projects).toMatchObject([{ key: 'WEB' }])
})

test('whose account was deleted is called so by tm, by assistants and by their ids in REST', async () => {
  const { workspaceId, trpc } = alice
  const gone = await system.colleague(alice, 'Gone Soon')
  const title = 'Left behind'
  const assigneeIds = [gone.id]
  const task = await trpc.task.tasks.create.mutate({ projectId, title, assigneeIds })
  await gone.trpc.task.comments.create.mutate({ taskId: task.id, text: 'See you' })
  await gone.trpc.gateway.account.delete.mutate({ email: gone.email })
  const { call } = await assistant()
  const told = { assignees: ['Deleted user'], commentList: [{ author: 'Deleted user' }] }
  expect(await call('get_task', { key: task.key })).toMatchObject(told)
  const { token } = await newTokenOf(alice)
  const env = { TASKMATE_URL: system.url, TASKMATE_TOKEN: token }
  expect(await tm.json(['show', task.key], { env })).toMatchObject({
    ...{ assignees: told.assignees, comments: told.commentList },
  })
  const { events } = await tm.json(['activity', task.key], { env })
  expect(events[0]).toMatchObject({ type: 'comment.created', who: 'Deleted user' })
  const headers = { authorization: `Bearer ${token}` }
  const rest = await fetch(`${system.url}/api/v1/workspaces/${workspaceId}/members/deleted`, {
    headers,
  })
  expect(await rest.json()).toMatchObject({ items: [gone.id] })
})

test('a task that somebody was given alone is found and read, and nothing else of its project', async () => {
  const gil = await system.colleague(alice, 'Gil')
  const { projects, tasks, taskGrants } = alice.trpc.task
  const { workspaceId } = alice
  const hidden = { workspaceId, key: 'HID', name: 'Hidden', locale: 'en' } as const
  const { id } = await projects.create.mutate(hidden)
  await projects.update.mutate({ id, visibility: 'private' })
  const made = { projectId: id, title: 'Quiet plan' }
  const { id: taskId } = await tasks.create.mutate({ ...made, description: 'All of it' })
  await tasks.create.mutate({ ...made, title: 'Quiet rest' })
  await taskGrants.set.mutate({ taskId, userId: gil.id, role: 'viewer' })
  const { token } = await newTokenOf(gil)
  const { call } = await started({ TASKMATE_URL: system.url, TASKMATE_TOKEN: token })
  const told = { key: 'HID-1', title: 'Quiet plan', isArchived: false, isShared: true }
  expect(await call('search_tasks', { text: 'quiet' })).toEqual({ tasks: [told] })
  expect(await call('get_shared_task', { key: 'hid-1' })).toMatchObject({
    ...{ key: 'HID-1', description: 'All of it', status: 'To do', commentList: [] },
  })
  expect(await call('get_shared_task', { key: 'HID-2' })).toMatchObject({
    error: { kind: 'missing' },
  })
})

test('tools that the token cannot use are not offered', async () => {
  const reads = ['list_projects', 'search_tasks', 'list_tasks', 'get_task', 'get_shared_task']
  const reading: Scope[] = ['account:read', 'projects:read', 'tasks:read', 'members:read']
  const reader = await assistant([...reading, 'comments:read'])
  expect(await reader.names()).toEqual(reads)
  const deaf = await assistant(reading)
  expect(await deaf.names()).toEqual(reads.slice(0, 3))
  const talker = await assistant([...reading, 'comments:read', 'comments:write'])
  expect(await talker.names()).toEqual([...reads, 'comment'])
  const careful = await assistant(undefined, '--read-only')
  expect(await careful.names()).toEqual(reads)
  const { token, id } = await newTokenOf(alice)
  await alice.trpc.gateway.apiTokens.revoke.mutate({ id })
  const env = { TASKMATE_URL: system.url, TASKMATE_TOKEN: token }
  expect(await tm.run(['mcp'], { env })).toMatchObject({ code: 3, out: '' })
})
