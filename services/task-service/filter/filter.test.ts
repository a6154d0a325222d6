import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import pg from 'pg'
import { fc } from '../../testing/property.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone
let bob: Someone
let projectId: string

/** A Saturday. */
const today = '2026-11-28'
const asked = { today, timeZone: 'Asia/Seoul' }

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  bob = await system.person('Bob')
  await alice.users.me.update.mutate({ name: 'Alice Kim' })
  await bob.users.me.update.mutate({ name: '김지은' })
  await system.join(alice, bob, 'member')
  const project = await projectOf(alice, 'WEB')
  projectId = project.id
  const statusId = (name: string) => project.statuses.find((each) => each.name === name)?.id
  const label = (name: string) =>
    alice.calls.labels.create.mutate({ projectId, name, color: 'red' })
  const [bug, design] = [await label('Bug'), await label('Needs design')]
  const { tasks, comments } = alice.calls
  const make = (title: string, more: object = {}) =>
    tasks.create.mutate({ projectId, title, ...more })
  await make('Plain', { description: '[ ] a [x]\n~~~\n- [ ] code\n~~~\n- [ ]\n-[ ] b' })
  await make('Late bug', {
    ...{ labelIds: [bug.id], dueDate: '2026-11-20', priority: 'urgent' },
    ...{ startDate: '2026-11-10', estimate: 3 },
    description: '```\n- [ ] code\n```\n\n* [ ] text\n```',
  })
  await make('Due today', { dueDate: today, assigneeIds: [alice.id], priority: 'high' })
  const both = { labelIds: [bug.id, design.id], assigneeIds: [alice.id, bob.id] }
  const soon = { dueDate: '2026-12-03', startDate: '2026-12-01', estimate: 0.5 }
  await make('Next week 회의', { ...both, ...soon, priority: 'low' })
  await make('Doing', {
    ...{ statusId: statusId('In progress'), startDate: today, estimate: 8 },
    assigneeIds: [bob.id],
    description: 'Notes of 회의록 and 100%_done\n> 1. - [X] one',
  })
  const done = await make('Done before', { dueDate: '2026-11-10' })
  await tasks.close.mutate({ id: done.id })
  const thrown = await make('Thrown away', { assigneeIds: [alice.id] })
  await tasks.trash.mutate({ id: thrown.id })
  const spoken = await bob.calls.tasks.create.mutate({ projectId, title: 'Spoken of' })
  await comments.create.mutate({ taskId: spoken.id, text: 'Hello' })
  await system.rows.query(
    `update "Task" set "createdAt" = '2026-11-28T03:00:00Z'::timestamptz + number * interval '1 second'`,
  )
  // Around midnight in Seoul: the 26th and the 27th there.
  for (const [number, at] of [
    [1, '2026-11-26T14:59:59Z'],
    [2, '2026-11-26T15:00:00Z'],
  ])
    await system.rows.query('update "Task" set "createdAt" = $1 where number = $2', [at, number])
})
afterAll(() => system.close())

const found = async (q: string, who = alice) => {
  const { items } = await who.calls.tasks.list.query({ projectId, q, ...asked })
  return items.map(({ key }) => Number(key.slice(4)))
}

const every = [1, 2, 3, 4, 5, 6, 8]

test.each<[string, number[]]>([
  ['', every],
  ['status:open', [1, 2, 3, 4, 5, 8]],
  ['상태:열림', [1, 2, 3, 4, 5, 8]],
  ['status:inprogress', [5]],
  ['status:"in progress",done', [5, 6]],
  ['group:started', [5]],
  ['단계:완료', [6]],
  ['p:urgent', [2]],
  ['p>=high', [2, 3]],
  ['p<low', [1, 5, 6, 8]],
  ['우선순위:낮음,긴급', [2, 4]],
  ['label:bug', [2, 4]],
  ['label:"needs design"', [4]],
  ['라벨:없음', [1, 3, 5, 6, 8]],
  ['-label:bug', [1, 3, 5, 6, 8]],
  ['label:none,needsdesign', [1, 3, 4, 5, 6, 8]],
  ['assignee:me', [3, 4]],
  ['assignee:me,none', [1, 2, 3, 4, 6, 8]],
  ['담당:김지은', [4, 5]],
  ['assignee:alicekim -assignee:김지은', [3]],
  ['creator:me', [1, 2, 3, 4, 5, 6]],
  ['-creator:me', [8]],
  ['due:none', [1, 5, 8]],
  ['due:today', [3]],
  ['due<today', [2, 6]],
  ['-due<today', [1, 3, 4, 5, 8]],
  ['due<=+7d', [2, 3, 4, 6]],
  ['due>today due<=eow', []],
  ['due<=eom', [2, 3, 6]],
  ['due:2026-12-03,none', [1, 4, 5, 8]],
  ['마감>오늘', [4]],
  ['start:none', [1, 3, 6, 8]],
  ['start<=today', [2, 5]],
  ['시작>오늘', [4]],
  ['start>=2026-12-01 due<=2026-12-03', [4]],
  ['-start<=today', [1, 3, 4, 6, 8]],
  ['estimate:none', [1, 3, 6, 8]],
  ['estimate>=3', [2, 5]],
  ['추정<1', [4]],
  ['estimate:3,none', [1, 2, 3, 6, 8]],
  ['-estimate>=3', [1, 3, 4, 6, 8]],
  ['is:overdue', [2]],
  ['is:trashed', [7]],
  ['is:trashed assignee:me', [7]],
  ['is:trashed | p:urgent', [2, 7]],
  ['-is:trashed p:urgent', [2]],
  ['is:archived', []],
  ['has:comment', [8]],
  ['has:checklist', [2, 5]],
  ['-있음:체크리스트,댓글', [1, 3, 4, 6]],
  ['completed:none', [1, 2, 3, 4, 5, 8]],
  ['-completed:none', [6]],
  ['created:2026-11-26', [1]],
  ['created:2026-11-27', [2]],
  ['created<=2026-11-26', [1]],
  ['created>2026-11-26 created<2026-11-28', [2]],
  ['key:WEB-2,4', [2, 4]],
  ['key:APP-2', []],
  ['회의', [4, 5]],
  ['"next week"', [4]],
  ['DOING', [5]],
  ['100%_', [5]],
  ['late | doing', [2, 5]],
  ['bug -label:bug', []],
  ['status:open due<+7d (label:bug | p:urgent) -assignee:me', [2]],
])('%s finds %j', async (q, numbers) => {
  expect(await found(q)).toEqual(numbers)
})

test('the board and its counts are filtered as the list is, also where a column goes on', async () => {
  for (const q of [
    '',
    'status:open',
    'label:bug',
    'assignee:me',
    '-due:none sort:-due',
    'is:trashed',
    'key:2,4',
  ]) {
    const { columns } = await alice.calls.tasks.board.query({ projectId, q, ...asked })
    const numbers = columns.flatMap(({ tasks }) => tasks.map(({ key }) => Number(key.slice(4))))
    expect(numbers.sort()).toEqual((await found(q)).sort())
    for (const { statusId, count, tasks } of columns) {
      expect(count).toBe(tasks.length)
      const column = await alice.calls.tasks.list.query({ projectId, statusId, q, ...asked })
      expect(column.items).toEqual(tasks)
    }
  }
})

test.each([
  ['sort:due', [6, 2, 3, 4, 1, 5, 8]],
  ['sort:-due', [4, 3, 2, 6, 8, 5, 1]],
  ['정렬:우선순위', [2, 3, 4, 1, 5, 6, 8]],
  ['sort:p,-key', [2, 3, 4, 8, 6, 5, 1]],
  ['sort:title', [5, 6, 3, 2, 4, 1, 8]],
  ['sort:-key', [8, 6, 5, 4, 3, 2, 1]],
  ['sort:-completed status:done,"to do"', [6, 8, 4, 3, 2, 1]],
  ['sort:start', [2, 5, 4, 1, 3, 6, 8]],
  ['sort:-start', [4, 5, 2, 8, 6, 3, 1]],
  ['sort:estimate', [4, 2, 5, 1, 3, 6, 8]],
  ['정렬:-추정', [5, 2, 4, 8, 6, 3, 1]],
  ['sort:created', [1, 2, 3, 4, 5, 6, 8]],
  ['sort:-updated', undefined],
  ['sort:completed,-p,title', undefined],
  ['', every],
  ['status:open,done', every],
])('%s goes on page by page, each task once', async (q, expected) => {
  const whole = await found(q)
  if (expected) expect(whole).toEqual(expected)
  const pages: number[] = []
  let cursor: string | undefined
  do {
    const input = { projectId, q, ...asked, limit: 2, ...(cursor && { cursor }) }
    const { items, nextCursor } = await alice.calls.tasks.list.query(input)
    pages.push(...items.map(({ key }) => Number(key.slice(4))))
    cursor = nextCursor ?? undefined
  } while (cursor)
  expect(pages).toEqual(whole)
})

test('the cursor of one order is refused by another', async () => {
  const pageOf = (q: string, cursor?: string) =>
    alice.calls.tasks.list.query({ projectId, q, ...asked, limit: 2, ...(cursor && { cursor }) })
  const cursors = await Promise.all(
    ['sort:due', 'sort:-due', 'sort:p,due', ''].map((q) => pageOf(q)),
  )
  for (const q of ['sort:due', 'sort:-due', 'sort:p,due'])
    for (const [nth, { nextCursor }] of cursors.entries()) {
      const isOwn = ['sort:due', 'sort:-due', 'sort:p,due'][nth] === q
      const answer = pageOf(q, nextCursor ?? '')
      if (isOwn) expect((await answer).items.length).toBeGreaterThan(0)
      else
        expect(await refusalOf(answer)).toMatchObject({
          code: 'BAD_REQUEST',
          fields: { cursor: expect.any(String) },
        })
    }
  const junk = ['~00', '~5b5d', `~${Buffer.from('["due","x","99999999999"]').toString('hex')}`]
  for (const cursor of junk)
    expect(
      await refusalOf(pageOf('sort:due', cursor).then(() => pageOf('', cursor))),
    ).toMatchObject({ code: 'BAD_REQUEST' })
})

test.each([
  ['asignee:me', { code: 'field', start: 0, end: 7, suggestion: 'assignee' }],
  ['p:hihg', { code: 'value', start: 2, end: 6, suggestion: 'high' }],
  ['a status:inprogres', { code: 'value', start: 9, end: 18, suggestion: 'In progress' }],
  ['label:buk', { code: 'value', start: 6, end: 9, suggestion: 'Bug' }],
  ['담당:김지온', { code: 'value', start: 3, end: 6, suggestion: '김지은' }],
  ['"a', { code: 'quote', start: 0, end: 2 }],
  ['-'.repeat(12), { code: 'too_deep', limit: 10 }],
])('%s is refused with its place, by list and board', async (q, query) => {
  const { list, board } = alice.calls.tasks
  const refused = { code: 'BAD_REQUEST', reason: 'query', query }
  expect(await refusalOf(list.query({ projectId, q, ...asked }))).toMatchObject(refused)
  expect(await refusalOf(board.query({ projectId, q, ...asked }))).toMatchObject(refused)
})

test('no text breaks a statement', async () => {
  const part = fc.constantFrom(
    ...`a~'~%~\\~"~;--~$1~(~)~|~-~ ~label:~bug~due~start~estimate~<~+7d~-9999m~+9999m~none~,`.split(
      '~',
    ),
    ...'created>~0001-01-01~1970-01-01~9999-12-31~key:~999999999~text:~is:open~sort:~title~한글'.split(
      '~',
    ),
    ...['\u0000', '\ud800'],
  )
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, async (q) => {
      const answer = await alice.calls.tasks.list
        .query({ projectId, q, ...asked })
        .catch((error) => error.data.code)
      expect(typeof answer === 'string' ? answer : 'OK').toMatch(/^(OK|BAD_REQUEST)$/)
    }),
    { numRuns: 60 },
  )
})

test('whoever may not see a project learns nothing of its names', async () => {
  const stranger = await system.person('Stranger')
  for (const q of ['label:bug', 'label:nothing', 'assignee:Bob', 'status:open', '', 'due<+7d'])
    expect(await refusalOf(stranger.calls.tasks.list.query({ projectId, q }))).toMatchObject({
      code: 'NOT_FOUND',
    })
})

test('a guest filters by the people of the project, and learns no other names', async () => {
  const guest = await system.person('Guest')
  await system.join(alice, guest, 'guest')
  const member = { projectId, userId: guest.id, role: 'viewer' as const }
  await alice.calls.members.add.mutate(member)
  expect(
    await refusalOf(guest.calls.tasks.list.query({ projectId, q: 'assignee:김지은' })),
  ).toMatchObject({ code: 'BAD_REQUEST' })
  expect(await found('assignee:alicekim', guest)).toEqual([3, 4])
})

test('a filter takes at most five statements', async () => {
  const query = jest.spyOn(pg.Client.prototype, 'query')
  await found('담당:김지은 label:bug status:open sort:due')
  expect(query.mock.calls.length).toBeLessThanOrEqual(5)
  query.mockRestore()
})
