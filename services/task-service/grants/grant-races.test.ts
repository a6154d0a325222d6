import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { PERSON_TASKS_MAX, TASK_GRANTS_MAX } from '../limits.ts'
import { noWay, type SharedPlace, sharingOf } from '../testing/shared-place.ts'
import type { Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, gil, mina, admin } = await startTaskTest({
  ...{ gil: 'guest', mina: 'member', admin: 'member' },
} as const)
const { workspaceId } = alice
const { newPlace, give, take, ways } = sharingOf(alice, admin)

const ROUNDS = 5
const call = { context: { userId: null, requestId: 'grants-at-once' } }

/** How the calls ended: why each was refused, or OK. */
const outcomesOf = async (calls: readonly Promise<unknown>[]) => {
  const reasons = await Promise.all(
    calls.map((one) =>
      one.then(
        () => 'OK',
        ({ data }) => String(data?.reason ?? data?.code),
      ),
    ),
  )
  return reasons.sort()
}

/** What is left of grants of a task, and what the log has said of them. */
async function leftOf({ taskId }: SharedPlace) {
  const { rows } = await system.rows.query<{ rows: number; added: number; removed: number }>(
    `select (select count(*)::int from "TaskGrant" where "taskId" = $1) as rows,
            count(*) filter (where type = 'task_grant.added')::int as added,
            count(*) filter (where type = 'task_grant.removed')::int as removed
       from "Event" where "taskId" = $1`,
    [taskId],
  )
  return rows[0]
}

/** Guests of the workspace who never come. */
async function guests(count: number) {
  const ids = Array.from({ length: count }, () => randomUUID())
  await system.rows.query(
    `insert into "Member" ("workspaceId", "userId", role) select $1, unnest($2::uuid[]), 'guest'`,
    [workspaceId, ids],
  )
  return ids
}

test('two people who share a task at once do not get past its limit together', async () => {
  const at = await newPlace()
  const { projectId, taskId } = at
  await system.rows.query(
    `insert into "TaskGrant" ("taskId", "userId", "workspaceId", "projectId", role, "givenById", "givenAt")
     select $2, unnest($5::uuid[]), $1, $3, 'viewer', $4, now()`,
    [workspaceId, taskId, projectId, alice.id, await guests(TASK_GRANTS_MAX - 2)],
  )
  const calls = (await guests(6)).map((userId, nth) =>
    (nth % 2 ? alice : admin).calls.taskGrants.set.mutate({ taskId, userId, role: 'viewer' }),
  )
  expect(await outcomesOf(calls)).toEqual(['OK', 'OK', 'full', 'full', 'full', 'full'])
  expect(await leftOf(at)).toEqual({ rows: TASK_GRANTS_MAX, added: 2, removed: 0 })
  // The same person twice at once is one of them.
  const [userId = ''] = await guests(1)
  const other = await newPlace()
  const twice = [alice, admin].map(({ calls: { taskGrants } }) =>
    taskGrants.set.mutate({ taskId: other.taskId, userId, role: 'viewer' }),
  )
  expect(await outcomesOf(twice)).toEqual(['OK', 'OK'])
  expect(await leftOf(other)).toEqual({ rows: 1, added: 1, removed: 0 })
})

test('two people who share tasks of two projects with one person do not get past the limit of that person together', async () => {
  const [userId = ''] = await guests(1)
  const places = [await newPlace(), await newPlace()]
  await system.rows.query(
    `with made as (insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy")
       select gen_random_uuid(), "projectId", 1000 + n, 'One of many', "statusId", 'x' || n, "createdBy"
         from "Task", generate_series(1, $5::int) n where id = $2 returning id, "projectId")
     insert into "TaskGrant" ("taskId", "userId", "workspaceId", "projectId", role, "givenById", "givenAt")
     select id, $3, $1, "projectId", 'viewer', $4, now() from made`,
    [workspaceId, places[0]?.taskId, userId, alice.id, PERSON_TASKS_MAX - 1],
  )
  const calls = places.flatMap(({ taskId }) =>
    [alice, admin].map(({ calls: { taskGrants } }) =>
      taskGrants.set.mutate({ taskId, userId, role: 'viewer' }),
    ),
  )
  // Both who share the one that came first are told that it is given.
  expect(await outcomesOf(calls)).toEqual(['OK', 'OK', 'full', 'full'])
  const { rows } = await system.rows.query(
    `select count(*)::int as given from "TaskGrant" where "workspaceId" = $1 and "userId" = $2`,
    [workspaceId, userId],
  )
  expect(rows).toEqual([{ given: PERSON_TASKS_MAX }])
})

test('what is taken back and given up at once ends once, and of what its reader was writing all or nothing is there', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = await newPlace()
    const { taskId } = at
    await give(at, gil)
    const written = Array.from({ length: 6 }, (_, nth) =>
      gil.calls.comments.create.mutate({ taskId, text: `${nth}` }),
    )
    const ending = [take(at, gil), gil.calls.taskGrants.remove.mutate({ taskId, userId: gil.id })]
    const [said, ended] = [await outcomesOf(written), await outcomesOf(ending)]
    // Who gives up what has been taken back meanwhile sees no such task.
    expect(['OK,OK', 'NOT_FOUND,OK']).toContain(ended.join())
    const ok = said.filter((one) => one === 'OK').length
    expect(said).toEqual(
      [...said.slice(ok).fill('NOT_FOUND'), ...said.slice(0, ok).fill('OK')].sort(),
    )
    expect(await leftOf(at)).toEqual({ rows: 0, added: 1, removed: 1 })
    const { items } = await alice.calls.comments.list.query({ taskId })
    const { commentCount } = await alice.calls.tasks.getById.query({ id: taskId })
    expect([items.length, commentCount]).toEqual([ok, ok])
    expect(await ways(gil, at)).toEqual(noWay)
  }
})

const endings: [string, (at: SharedPlace, to: Someone) => Promise<unknown>][] = [
  ['taken back', (at, to) => take(at, to)],
  ['given up', ({ taskId }, to) => to.calls.taskGrants.remove.mutate({ taskId, userId: to.id })],
  ['made weaker', (at, to) => give(at, to, 'viewer')],
  ['moved away with its task', ({ projectId, taskId }) => moved(projectId, taskId)],
]

async function moved(projectId: string, taskId: string) {
  const { projectId: targetId } = await newPlace()
  return alice.calls.relocations.create.mutate({ projectId, targetId, ids: [taskId] })
}

test.each(endings)(
  'a role in the project that is given while one on the task is %s leaves none on the task',
  async (_what, end) => {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const person of [gil, mina]) {
        const at = await newPlace()
        const { projectId } = at
        await give(at, person)
        const role = { projectId, userId: person.id, role: 'viewer' } as const
        const [added] = await Promise.allSettled([
          alice.calls.members.add.mutate(role),
          end(at, person),
        ])
        expect(added.status).toBe('fulfilled')
        expect(await leftOf(at)).toMatchObject({ rows: 0, removed: 1 })
        await alice.calls.members.remove.mutate({ projectId, userId: person.id })
        expect(await ways(person, at)).toEqual(noWay)
      }
  },
)

test('a task that is shared while its reader comes to see the project is not theirs alone afterwards', async () => {
  const letsIn: ((at: SharedPlace, to: Someone) => Promise<unknown>)[] = [
    ({ projectId }, { id: userId }) =>
      alice.calls.members.add.mutate({ projectId, userId, role: 'viewer' }),
    ({ projectId: id }) => alice.calls.projects.update.mutate({ id, visibility: 'open' }),
  ]
  for (let round = 0; round < ROUNDS; round += 1)
    for (const letIn of letsIn) {
      const at = await newPlace()
      const shared = [alice, admin].map(({ calls: { taskGrants } }) =>
        taskGrants.set.mutate({ taskId: at.taskId, userId: mina.id, role: 'commenter' }),
      )
      const [outcomes] = await Promise.all([outcomesOf(shared), letIn(at, mina)])
      for (const one of outcomes) expect(['OK', 'sees_project']).toContain(one)
      const left = await leftOf(at)
      expect(left).toMatchObject({ rows: 0, removed: left?.added })
    }
})

test('a guest who becomes a member while a task is shared with them has it by its project alone', async () => {
  const at = await newPlace()
  await alice.calls.projects.update.mutate({ id: at.projectId, visibility: 'open' })
  for (let round = 0; round < ROUNDS; round += 1) {
    const kim = await system.person(`Kim${round}`)
    await system.join(alice, kim, 'guest')
    await give(at, kim)
    const { members } = alice.users
    const becomes = members.changeRole
      .mutate({ workspaceId, userId: kim.id, role: 'viewer' })
      .then(() => system.gateway.access.catchUp.query(undefined, call))
    const [outcomes] = await Promise.all([outcomesOf([give(at, kim, 'viewer')]), becomes])
    for (const one of outcomes) expect(['OK', 'sees_project']).toContain(one)
    const { rows } = await system.rows.query('select from "TaskGrant" where "userId" = $1', [
      kim.id,
    ])
    expect(rows).toEqual([])
  }
})
