import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { groupings } from '../contract.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'
import { daysLater } from '../tql/days.ts'

type Task = Awaited<ReturnType<Someone['calls']['tasks']['list']['query']>>['items'][number]

let system: Started
let alice: Someone
let bob: Someone
let projectId: string

const today = '2026-11-28'
const asked = { today, timeZone: 'Asia/Seoul' }
const COUNT = 130

/** Tasks with all kinds of people, labels, days and priorities, one in ten done. */
beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  const project = await projectOf(alice, 'WEB')
  projectId = project.id
  const labels: string[] = []
  for (const name of ['Bug', 'Design', 'Unused'])
    labels.push((await alice.calls.labels.create.mutate({ projectId, name, color: 'red' })).id)
  const [bug, design] = labels
  const statusOf = (group: string) => project.statuses.find((each) => each.group === group)?.id
  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, priority, "dueDate", "assigneeIds", "labelIds", "createdBy", "trashedAt")
     select gen_random_uuid(), $1, n, 'Task ' || n % 7, case when n % 10 = 0 then $2::uuid else $3::uuid end, 'r' || lpad(n::text, 4, '0'),
            case when n % 3 = 0 then 'urgent' else 'none' end,
            case n % 6 when 0 then null else ('2026-11-28'::date + (array[-3, 0, 1, 7, 8])[n % 6])::text end,
            case n % 4 when 0 then '{}' when 1 then array[$4::uuid] when 2 then array[$5::uuid] else array[$4::uuid, $5::uuid] end,
            case n % 3 when 0 then '{}' when 1 then array[$6::uuid] else array[$6::uuid, $7::uuid] end, $4,
            case when n > $8 then now() end
       from generate_series(1, $8 + 5) n`,
    [projectId, statusOf('completed'), statusOf('unstarted'), alice.id, bob.id, bug, design, COUNT],
  )
})
afterAll(() => system.close())

const dueKey = ({ dueDate }: Task) => {
  if (dueDate === null) return 'none'
  if (dueDate <= today) return dueDate === today ? 'today' : 'before'
  return dueDate <= daysLater(today, 7) ? 'soon' : 'later'
}
const keysOf = (ids: string[]) => (ids.length > 0 ? ids : ['none'])

/** In which groups a task is. */
const keys: Record<Exclude<(typeof groupings)[number], 'status'>, (task: Task) => string[]> = {
  priority: ({ priority }) => [priority],
  assignee: ({ assigneeIds }) => keysOf(assigneeIds),
  label: ({ labelIds }) => keysOf(labelIds),
  due: (task) => [dueKey(task)],
  none: () => ['all'],
}

/** All tasks that a filter shows, in its order. */
async function read(filter: object) {
  const items: Task[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await alice.calls.tasks.list.query({
      ...{ projectId, ...asked, ...filter, limit: 40 },
      ...(cursor && { cursor }),
    })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

const each = ['priority', 'assignee', 'label', 'due', 'none'] as const

test.each(each)(
  'groups by %s have each task where it belongs, in the order of the list, page by page',
  async (groupBy) => {
    for (const q of [undefined, 'status:open', 'sort:title', 'sort:-due,p', 'assignee:me sort:p']) {
      const filter = { groupBy, ...(q && { q }) }
      const { columns } = await alice.calls.tasks.board.query({ projectId, ...asked, ...filter })
      const found = new Map<string, string[]>()
      for (const { statusId: group, tasks, count, nextCursor } of columns) {
        const whole = await read({ ...filter, group })
        expect(whole.length).toBe(count)
        expect(whole.slice(0, tasks.length)).toEqual(tasks)
        expect(nextCursor === null).toBe(tasks.length === count)
        const from = { projectId, ...asked, ...filter, group, limit: 100 }
        if (nextCursor) {
          const { items } = await alice.calls.tasks.list.query({ ...from, cursor: nextCursor })
          expect(items.map(({ id }) => id)).toEqual(
            whole.slice(tasks.length, tasks.length + 100).map(({ id }) => id),
          )
        }
        found.set(
          group,
          whole.map(({ key }) => key),
        )
      }
      const expected = new Map<string, string[]>()
      for (const task of await read(q ? { q } : {}))
        for (const key of keys[groupBy](task))
          expected.set(key, [...(expected.get(key) ?? []), task.key])
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
    }
  },
)

test('a group that a board cannot have is refused', async () => {
  for (const groupBy of groupings)
    for (const group of ['', 'nobody', "'; --", ...(groupBy === 'due' ? ['__proto__'] : [])])
      expect(
        await refusalOf(alice.calls.tasks.list.query({ projectId, ...asked, groupBy, group })),
      ).toMatchObject({ code: 'BAD_REQUEST', fields: { group: expect.any(String) } })
})

test('whoever may not see a project learns nothing of its groups', async () => {
  const stranger = await system.person('Stranger')
  for (const groupBy of groupings)
    expect(await refusalOf(stranger.calls.tasks.board.query({ projectId, groupBy }))).toMatchObject(
      { code: 'NOT_FOUND' },
    )
})

test('a page of many groups stays as short as any board', async () => {
  const title = '😀'.repeat(200)
  await system.rows.query(`update "Task" set title = $1 where "projectId" = $2`, [title, projectId])
  await system.rows.query(
    `update "Task" set "labelIds" = array(select gen_random_uuid() from generate_series(1, 20 + 0 * number)) where "projectId" = $1 and number % 4 = 0`,
    [projectId],
  )
  const answer = await alice.calls.tasks.board.query({ projectId, ...asked, groupBy: 'label' })
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(600 * 1024)
  expect(answer.columns.length).toBeGreaterThan(500)
  const column = answer.columns.find(({ tasks }) => tasks.length === 0)
  expect(column).toMatchObject({ count: 1, nextCursor: '' })
  expect(await read({ groupBy: 'label', group: column?.statusId })).toHaveLength(1)
})
