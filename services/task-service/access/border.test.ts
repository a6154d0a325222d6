import { expect, test } from '@jest/globals'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()
const { id: projectId } = await projectOf(alice, 'EDGE')
const task = await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })

/** Status and complaints of a call with any input at all. */
async function sent(path: string, input: unknown, method: 'GET' | 'POST' = 'POST') {
  const authorization = `Bearer ${await system.sign('task-service', alice.id)}`
  const body = JSON.stringify(input)
  const answer = await fetch(
    `${system.url}/trpc/${path}${method === 'GET' ? `?input=${encodeURIComponent(body)}` : ''}`,
    method === 'GET'
      ? { headers: { authorization } }
      : { method, body, headers: { authorization, 'content-type': 'application/json' } },
  )
  const { error } = (await answer.json()) as {
    error?: { data: { fields?: Record<string, string>; path?: string } }
  }
  return { status: answer.status, fields: error?.data.fields ?? {} }
}

const stranger = '01900000-0000-7000-8000-000000000000'

test.each([
  ['a title of 201 characters', { title: 'x'.repeat(201) }, 'title', 'at most 200 characters'],
  ['a blank title', { title: ' \n\t ' }, 'title', 'must not be empty'],
  ['a title with NUL', { title: 'a\u0000b' }, 'title', 'NUL'],
  ['half a character', { title: 'a\ud83d' }, 'title', 'broken character'],
  ['a number for a title', { title: 7 }, 'title', 'expected string'],
  ['a list for a title', { title: ['a'] }, 'title', 'expected string'],
  ['a filter for a title', { title: { contains: '' } }, 'title', 'expected string'],
  ['a description of 20,001', { description: 'x'.repeat(20_001) }, 'description', '20,000'],
  ['NUL in the description', { description: 'a\u0000' }, 'description', 'NUL'],
  ['an unknown priority', { priority: 'asap' }, 'priority', 'expected one of'],
  ['a day that is none', { dueDate: '2026-02-30' }, 'dueDate', 'ISO date'],
  ['a day of the year 1', { dueDate: '0001-01-01' }, 'dueDate', 'between 1970'],
  ['a moment for a day', { dueDate: '2026-03-12T00:00:00Z' }, 'dueDate', 'ISO date'],
  ['21 people', { assigneeIds: Array(21).fill(stranger) }, 'assigneeIds', 'at most 20 people'],
  ['21 labels', { labelIds: Array(21).fill(stranger) }, 'labelIds', 'at most 20 labels'],
  ['somebody from elsewhere', { assigneeIds: [stranger] }, 'assigneeIds', 'of this workspace'],
  ['a label from elsewhere', { labelIds: [stranger] }, 'labelIds', 'of this project'],
  ['SQL for a person', { assigneeIds: ["' or 1=1 --"] }, 'assigneeIds.0', 'UUID'],
])('%s is refused by name, in a new task and in a change', async (_, input, field, message) => {
  const made = await sent('tasks.create', { projectId, title: 'A task', ...input })
  const changed = await sent('tasks.change', { id: task.id, version: task.version, ...input })
  for (const { status, fields } of [made, changed]) {
    expect([status, Object.keys(fields)]).toEqual([400, [field]])
    expect(fields[field]).toContain(message)
  }
  expect(await sent('tasks.list', { projectId }, 'GET')).toMatchObject({ status: 200 })
})

test.each(['ownerId', 'number', 'key', 'createdBy', 'createdAt', 'rank', 'isAdmin', 'trashedAt'])(
  'the field %s that nobody asked for is refused, not ignored',
  async (extra) => {
    const inputs: [string, object][] = [
      ['tasks.create', { projectId, title: 'A task' }],
      ['tasks.change', { id: task.id, version: task.version, title: 'Changed' }],
      ['tasks.move', { id: task.id, statusId: stranger }],
      ['comments.create', { taskId: task.id, text: 'Hello' }],
      ['projects.update', { id: projectId, name: 'Changed' }],
    ]
    for (const [path, input] of inputs) {
      const { status, fields } = await sent(path, { ...input, [extra]: 'x' })
      expect([path, status, Object.values(fields)]).toEqual([
        path,
        400,
        [expect.stringContaining(extra)],
      ])
    }
  },
)

test.each([
  ['tasks.list', () => ({ projectId, limit: 101 }), 'limit'],
  ['tasks.list', () => ({ projectId, limit: 0 }), 'limit'],
  ['tasks.list', () => ({ projectId, cursor: 'a\u0000' }), 'cursor'],
  ['tasks.list', () => ({ projectId: [projectId] }), 'projectId'],
  ['tasks.list', () => ({ projectId, statusId: { not: 1 } }), 'statusId'],
  ['tasks.board', () => ({}), 'projectId'],
  ['tasks.get', () => ({ workspaceId: alice.workspaceId, key: 'EDGE-0' }), 'key'],
  ['tasks.get', () => ({ workspaceId: alice.workspaceId, key: 'edge-1' }), 'key'],
  ['mine.get', () => ({ workspaceId: alice.workspaceId, today: 'today' }), 'today'],
  ['search.find', () => ({ workspaceId: alice.workspaceId, text: 'a\u0000b' }), 'text'],
  ['activity.list', () => ({ workspaceId: alice.workspaceId, before: 1e308 }), 'before'],
])('%s refuses what is no question', async (path, input, field) => {
  const { status, fields } = await sent(path, input(), 'GET')
  expect([status, Object.keys(fields)]).toEqual([400, [field]])
})

test.each([
  ['comments.create', () => ({ taskId: task.id, text: 'x'.repeat(10_001) }), 'text'],
  ['comments.create', () => ({ taskId: task.id, text: '' }), 'text'],
  ['projects.create', () => ({ ...newProject(), key: 'edge' }), 'key'],
  ['projects.create', () => ({ ...newProject(), key: 'A' }), 'key'],
  ['projects.create', () => ({ ...newProject(), key: 'ABCDEFGHIJK' }), 'key'],
  ['projects.create', () => ({ ...newProject(), name: 'x'.repeat(81) }), 'name'],
  ['projects.create', () => ({ ...newProject(), visibility: 'public' }), 'visibility'],
  [
    'tasks.create',
    () => ({ projectId, title: 'A', idempotencyKey: 'NUL\u0000NUL' }),
    'idempotencyKey',
  ],
  ['tasks.move', () => ({ id: task.id, statusId: stranger }), 'statusId'],
  ['tasks.change', () => ({ id: task.id, version: 0, title: 'x' }), 'version'],
  ['tasks.change', () => ({ id: task.id, version: '1', title: 'x' }), 'version'],
])('%s refuses it by name', async (path, input, field) => {
  const { status, fields } = await sent(path, input())
  expect([status, Object.keys(fields)]).toEqual([400, [field]])
})

const newProject = () => ({ workspaceId: alice.workspaceId, key: 'NEW', name: 'New' })

test('text is trimmed, one line and NFC; wildcards in a search are letters', async () => {
  const decomposed = '한글'.normalize('NFD')
  const { title } = await alice.calls.tasks.create.mutate({
    projectId,
    title: `  100% ${decomposed}\nline_two  `,
  })
  expect(title).toBe('100% 한글 line_two')
  const found = async (text: string) =>
    (await alice.calls.search.find.query({ workspaceId: alice.workspaceId, text })).tasks.length
  expect(await found('100% 한')).toBe(1)
  expect(await found('한글')).toBe(1)
  expect(await found('%%%')).toBe(0)
  expect(await found('___')).toBe(0)
})

test('without an identity nothing is answered, and what is for services is not for people', async () => {
  const paths = ['/trpc/tasks.list', '/internal/events.pull', '/internal/access.role']
  for (const path of paths) expect((await fetch(`${system.url}${path}`)).status).toBe(401)
  const authorization = `Bearer ${await system.sign('task-service', alice.id)}`
  for (const path of ['events.pull', 'access.role'])
    expect((await fetch(`${system.url}/trpc/${path}`, { headers: { authorization } })).status).toBe(
      404,
    )
})
