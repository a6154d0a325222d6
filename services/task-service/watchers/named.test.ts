import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { NAMED_PEOPLE_MAX } from '../limits.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob, vera, gina } = await startTaskTest({
  ...({ bob: 'member', vera: 'viewer', gina: 'guest' } as const),
})

/** Whom or what a text names, as the completion writes it. */
const person = ({ id }: { id: string }, name = '김지은') => `[@${name}](user:${id})`
const team = (id: string) => `[@Team](team:${id})`

let made = 0
async function filled(count = 1, visibility: 'open' | 'private' = 'open') {
  made += 1
  const { id: projectId } = await projectOf(alice, `CALL${made}`, visibility)
  const { tasks } = await alice.calls.tasks.createMany.mutate({
    projectId,
    tasks: Array.from({ length: count }, (_, nth) => ({ title: `Task ${nth}` })),
  })
  const ids = tasks.map(({ id }) => id)
  return { projectId, ids, id: ids[0] ?? '' }
}

const watchersOf = async (taskId: string, { calls } = alice) =>
  new Set(await calls.watchers.list.query({ taskId }))

const foundIn =
  (projectId: string) =>
  async (q: string, { calls }: Someone = alice) =>
    new Set((await calls.tasks.list.query({ projectId, q })).items.map((task) => task.id))

test('whom a text names watches the task as long as it does, they see it and have not chosen otherwise', async () => {
  const { projectId, id: taskId } = await filled(1, 'private')
  const { comments, members, tasks } = alice.calls
  const found = foundIn(projectId)
  await members.add.mutate({ projectId, userId: vera.id, role: 'viewer' })
  // A particle follows a name without a blank, and what the name was when it was written says nothing.
  const text = `${person(vera, '옛 이름')}님께, ${person(bob)}과 보세요`
  const { id } = await comments.create.mutate({ taskId, text })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, vera.id]))
  expect(await found('watcher:Bob')).toEqual(new Set())
  await members.add.mutate({ projectId, userId: bob.id, role: 'member' })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, vera.id, bob.id]))
  expect(await found('watcher:Bob')).toEqual(new Set([taskId]))
  expect(await found('watcher:me', bob)).toEqual(new Set([taskId]))
  await members.remove.mutate({ projectId, userId: bob.id })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, vera.id]))
  expect(await found('watcher:Bob')).toEqual(new Set())

  const place = { projectId, ids: [taskId] }
  await vera.calls.watchers.set.mutate({ ...place, isWatching: false })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id]))
  expect(await found('watcher:me', vera)).toEqual(new Set())
  await members.add.mutate({ projectId, userId: bob.id, role: 'viewer' })
  await comments.update.mutate({ taskId, id, text: 'Never mind' })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id]))
  const key = { workspaceId: alice.workspaceId, key: `CALL${made}-1` }
  const write = async (description: string) => {
    const { version } = await tasks.get.query(key)
    return tasks.change.mutate({ id: taskId, version, description })
  }
  await write(`For ${person(bob)} and ${person(bob)}`)
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, bob.id]))
  expect(await found('watcher:Bob')).toEqual(new Set([taskId]))
  const { actionId } = await write('For nobody')
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id]))
  await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, bob.id]))
  // Turning it round for who watches by being named is what they choose.
  expect(await bob.calls.watchers.set.mutate(place)).toMatchObject({ isWatching: false })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id]))
  await bob.calls.watchers.set.mutate({ ...place, isWatching: true })
  await write('')
  const { id: last } = await comments.create.mutate({ taskId, text: person(vera) })
  await comments.delete.mutate({ taskId, id: last })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, bob.id]))
})

test('a name that is typed as text calls nobody, nor does the id of who is not of the workspace or has the task alone', async () => {
  const { projectId, id: taskId } = await filled(1, 'private')
  const { comments, taskGrants } = alice.calls
  const olga = await system.person('Olga')
  await taskGrants.set.mutate({ taskId, userId: gina.id, role: 'viewer' })
  const text = `@Bob @김지은 ${person(olga)} ${person(gina)} ${person({ id: randomUUID() })}`
  await comments.create.mutate({ taskId, text })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id]))
  expect(await foundIn(projectId)('-watcher:me')).toEqual(new Set())
})

test('an internal comment calls who reads it alone, and whoever does not is not told so', async () => {
  const { projectId, ids } = await filled(2)
  const [inside = '', outside = ''] = ids
  const found = foundIn(projectId)
  await alice.calls.members.add.mutate({ projectId, userId: gina.id, role: 'commenter' })
  const text = [bob, vera, gina].map((one) => person(one)).join(', ')
  const { id } = await alice.calls.comments.create.mutate({
    ...{ taskId: inside, text, isInternal: true },
  })
  expect(await watchersOf(inside)).toEqual(new Set([alice.id, bob.id]))
  for (const reader of [vera, gina]) {
    expect(await watchersOf(inside, reader)).toEqual(new Set([alice.id]))
    expect(await found('watcher:me', reader)).toEqual(new Set())
  }
  expect(await found('watcher:Bob', vera)).toEqual(new Set())
  expect(await found('watcher:Bob', alice)).toEqual(new Set([inside]))
  await alice.calls.comments.setInternal.mutate({ taskId: inside, id, isInternal: false })
  expect(await watchersOf(inside)).toEqual(new Set([alice.id, bob.id, vera.id, gina.id]))

  // A guest is called as everybody is, calls others, and is told of nobody else who watches by it.
  await gina.calls.comments.create.mutate({ taskId: outside, text: `${person(vera)} 님` })
  expect(await watchersOf(outside)).toEqual(new Set([alice.id, vera.id, gina.id]))
  expect(await watchersOf(outside, gina)).toEqual(new Set([alice.id, gina.id]))
  expect(await watchersOf(inside, gina)).toEqual(new Set([alice.id, gina.id]))
  expect(await found('watcher:me', gina)).toEqual(new Set([inside, outside]))
})

test('a text names at most fifty people', async () => {
  const { projectId, id: taskId } = await filled()
  const { comments, tasks } = alice.calls
  const naming = (count: number) =>
    Array.from({ length: count }, () => person({ id: randomUUID() })).join(' ')
  const many = naming(NAMED_PEOPLE_MAX)
  const { id } = await comments.create.mutate({ taskId, text: `${many} ${many}` })
  const { version } = await tasks.change.mutate({ id: taskId, version: 1, description: many })
  const more = naming(NAMED_PEOPLE_MAX + 1)
  for (const ask of [
    () => comments.create.mutate({ taskId, text: more }),
    () => comments.update.mutate({ taskId, id, text: more }),
    () => tasks.change.mutate({ id: taskId, version, description: more }),
    () => tasks.create.mutate({ projectId, title: 'A task', description: more }),
  ])
    expect(await refusalOf(ask())).toMatchObject({
      ...{ code: 'BAD_REQUEST', reason: 'many_people', limit: NAMED_PEOPLE_MAX },
      message: 'People that a text names: at most 50',
    })
})

test('the export of own data has the tasks whose text names one', async () => {
  const { ids } = await filled(3)
  const [open = '', described = '', hidden = ''] = ids
  const kim = await system.person('Kim')
  await system.join(alice, kim, 'viewer')
  const { comments, tasks } = alice.calls
  await comments.create.mutate({ taskId: open, text: person(kim) })
  await tasks.change.mutate({ id: described, version: 1, description: person(kim) })
  await comments.create.mutate({ taskId: hidden, text: person(kim), isInternal: true })
  const context = { userId: kim.id, requestId: 'named-in-a-test' }
  const pageAt = (cursor?: { projectId: string; number: number }) =>
    system.gateway.personalData.tasks.query({ limit: 100, cursor }, { context })
  const watched: unknown[] = []
  for (let page = await pageAt(); ; page = await pageAt(page.nextCursor ?? undefined)) {
    watched.push(...page.items.map((item) => [item.id, item.isWatched]))
    if (!page.nextCursor) break
  }
  expect(watched.sort()).toEqual([open, described].map((id) => [id, true]).sort())
})

test('a team that was known of nowhere when it was named counts for nobody of another workspace, in lists and filters', async () => {
  const { projectId, id: taskId } = await filled()
  const found = foundIn(projectId)
  await system.join(bob, vera, 'member')
  const teamId = randomUUID()
  await alice.calls.comments.create.mutate({ taskId, text: team(teamId) })
  const other = [teamId, bob.workspaceId]
  await system.rows.query(`insert into "Team" (id, "workspaceId") values ($1, $2)`, other)
  await system.rows.query(
    `insert into "TeamMember" ("teamId", "workspaceId", "userId", "addedById", "addedAt")
     select $1, $2, unnest(array[$3::uuid, $4]), $3, now()`,
    [...other, bob.id, vera.id],
  )
  for (const reader of [alice, bob, vera]) {
    expect(await watchersOf(taskId, reader)).toEqual(new Set([alice.id]))
    expect(await found('watcher:Vera', reader)).toEqual(new Set())
  }
  expect(await found('watcher:me', vera)).toEqual(new Set())
})

test('a filter counts those of a team, and those whom a text names, only who see the task', async () => {
  const { projectId, id: taskId } = await filled(1, 'private')
  const { users, workspaceId, calls } = alice
  const { id } = await users.teams.create.mutate({ workspaceId, name: 'Blind' })
  await users.teams.addMember.mutate({ workspaceId, id, userId: bob.id })
  await system.gateway.access.catchUp.query()
  await calls.comments.create.mutate({ taskId, text: team(id) })
  const found = foundIn(projectId)
  expect(await found('watcher:Bob')).toEqual(new Set())
  await calls.members.add.mutate({ projectId, userId: bob.id, role: 'viewer' })
  expect(await found('watcher:Bob')).toEqual(new Set([taskId]))
})
