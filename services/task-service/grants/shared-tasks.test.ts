import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { everyWay, noWay, sharingOf } from '../testing/shared-place.ts'
import type { Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, gil, mina, admin } = await startTaskTest({
  ...{ gil: 'guest', mina: 'member', admin: 'member' },
} as const)
const { workspaceId } = alice
const notFound = { code: 'NOT_FOUND' }
const { newPlace, give, take, ways } = sharingOf(alice, admin)

const call = { context: { userId: null, requestId: 'grants-of-a-test' } }

test('internal comments stay hidden, and one of theirs is not hidden from them', async () => {
  const at = await newPlace()
  const { taskId, key } = at
  await give(at, gil)
  await give(at, mina)
  const said = { taskId, text: 'Among us', isInternal: true }
  const internal = await alice.calls.comments.create.mutate(said)
  await alice.calls.comments.create.mutate({ taskId, text: 'For all' })
  for (const person of [gil, mina]) {
    const { items } = await person.calls.comments.list.query({ taskId })
    expect(items.map(({ text }) => text)).toEqual(['For all'])
    const shown = await person.calls.sharedTasks.get.query({ workspaceId, key })
    expect(shown.commentCount).toBe(1)
    const { id } = internal
    for (const call of [
      person.calls.comments.react.mutate({ taskId, id, emoji: 'eyes', on: true }),
      person.calls.comments.delete.mutate({ taskId, id }),
    ])
      expect(await refusalOf(call)).toMatchObject(notFound)
    expect(await refusalOf(person.calls.comments.create.mutate(said))).toMatchObject({
      ...{ code: 'FORBIDDEN', message: 'This needs the role member' },
    })
  }
  const own = await mina.calls.comments.create.mutate({ taskId, text: 'Mine' })
  const hiding = { taskId, id: own.id, isInternal: true }
  expect(await refusalOf(alice.calls.comments.setInternal.mutate(hiding))).toMatchObject({
    reason: 'author_outside',
  })
})

test('activity, own acts and webhooks tell nothing of it; who sees the task says who was given it, and by whom', async () => {
  const at = await newPlace()
  const { taskId, projectId } = at
  await give(at, gil, 'viewer')
  await give(at, gil, 'commenter')
  await give(at, mina)
  await take(at, mina)
  const types = async ({ calls }: Someone) =>
    (await calls.activity.list.query({ workspaceId, projectId })).items.map(({ type }) => type)
  expect((await types(alice)).filter((type) => type.startsWith('task_grant'))).toEqual([])
  const { items: acts } = await alice.calls.actions.list.query({ workspaceId, limit: 10 })
  expect(acts.filter(({ type }) => type.startsWith('task_grant'))).toEqual([])
  const hook = { projectId, url: 'https://example.com/', types: ['task_grant.added'] }
  // @ts-expect-error: not one of those that a webhook can be told of
  expect(await refusalOf(alice.calls.webhooks.create.mutate(hook))).toMatchObject({
    code: 'BAD_REQUEST',
  })
  const { items, total } = await admin.calls.readers.ofTask.query({ taskId })
  expect(total).toBe(3)
  expect(items.find(({ userId }) => userId === gil.id)).toMatchObject({
    ...{ role: 'commenter', isGuest: true, own: null, byWorkspace: null, teams: [] },
    alone: { givenById: alice.id, givenAt: expect.any(String) },
  })
  const whole = await admin.calls.readers.ofProject.query({ projectId })
  expect(whole.items.map(({ userId }) => userId).sort()).toEqual([alice.id, admin.id].sort())
  expect(await alice.calls.taskGrants.list.query({ taskId })).toMatchObject([
    { userId: gil.id, role: 'commenter', givenById: alice.id },
  ])
})

test('an act that gives a role in the project and ends one on a task is told as what it is', async () => {
  const at = await newPlace()
  const { projectId } = at
  await give(at, gil)
  await alice.calls.members.add.mutate({ projectId, userId: gil.id, role: 'viewer' })
  const { items } = await alice.calls.actions.list.query({ workspaceId, limit: 1 })
  expect(items).toMatchObject([{ type: 'project_member.added', tasks: 0 }])
})

test('a task has at most 20 such people, one of them at most 100 such tasks; the refusal names it', async () => {
  const at = await newPlace()
  const { projectId, taskId } = at
  await system.rows.query(
    `with made as (insert into "Member" ("workspaceId", "userId", role)
       select $1::uuid, gen_random_uuid(), 'guest' from generate_series(1, 20) returning "userId")
     insert into "TaskGrant" ("taskId", "userId", "workspaceId", "projectId", role, "givenById", "givenAt")
     select $2, "userId", $1, $3, 'viewer', $4, now() from made`,
    [workspaceId, taskId, projectId, alice.id],
  )
  expect(await refusalOf(give(at, gil))).toMatchObject({ code: 'BAD_REQUEST', limit: 20 })
  const other = await newPlace()
  await system.rows.query(
    `with made as (insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy")
       select gen_random_uuid(), "projectId", 1000 + n, 'One of many', "statusId", 'x' || n, "createdBy"
         from "Task", generate_series(1, 100) n where id = $2 returning id)
     insert into "TaskGrant" ("taskId", "userId", "workspaceId", "projectId", role, "givenById", "givenAt")
     select id, $5, $1, $3, 'viewer', $4, now() from made`,
    [workspaceId, other.taskId, other.projectId, alice.id, mina.id],
  )
  expect(await refusalOf(give(other, mina))).toMatchObject({ code: 'BAD_REQUEST', limit: 100 })
})

test('whoever sees a task alone meets who has to do with it, and nobody else', async () => {
  const at = await newPlace()
  const { projectId, taskId } = at
  const companionsOf = ({ id: userId }: Someone) =>
    system.gateway.companions.list.query({ workspaceId, userId }, call)
  const jun = await system.person('Jun')
  await system.join(alice, jun, 'guest')
  expect(await companionsOf(jun)).toEqual([])
  await alice.calls.members.add.mutate({ projectId, userId: mina.id, role: 'member' })
  await admin.calls.taskGrants.set.mutate({ taskId, userId: jun.id, role: 'viewer' })
  const watched = { projectId, ids: [taskId], userId: mina.id, isWatching: true }
  await alice.calls.watchers.set.mutate(watched)
  expect((await companionsOf(jun)).sort()).toEqual([alice.id, admin.id, jun.id].sort())
  const said = { taskId, text: 'Among us', isInternal: true }
  await mina.calls.comments.create.mutate(said)
  expect(await companionsOf(jun)).not.toContain(mina.id)
  await mina.calls.comments.create.mutate({ taskId, text: 'For all' })
  expect(await companionsOf(jun)).toContain(mina.id)
})

test('the export of own data has what somebody was given, by name while they see it', async () => {
  const at = await newPlace()
  const { taskId, key } = at
  const kim = await system.person('Kim')
  await system.join(alice, kim, 'guest')
  await give(at, kim, 'viewer')
  const context = { ...call.context, userId: kim.id }
  const rowsOf = async () =>
    (await system.gateway.personalData.page.query({ section: 'taskRoles' }, { context })).items
  const row = { id: taskId, workspaceId, role: 'viewer', givenById: alice.id }
  expect(await rowsOf()).toMatchObject([{ ...row, taskKey: key, taskTitle: 'Shared' }])
  await alice.calls.tasks.trash.mutate({ id: taskId })
  expect(await rowsOf()).toMatchObject([{ ...row, taskKey: null, taskTitle: null }])
})

test('what was given ends where its reader comes to see the project, and does not come back', async () => {
  const [noa, ori] = [await system.person('Noa'), await system.person('Ori')]
  await system.join(alice, noa, 'member')
  await system.join(alice, ori, 'guest')
  const [at, other] = [await newPlace(), await newPlace()]
  const visibility = ({ projectId: id }: typeof at, to: 'open' | 'private') =>
    alice.calls.projects.update.mutate({ id, visibility: to })
  await give(at, noa)
  await visibility(at, 'open')
  await visibility(at, 'private')
  expect(await ways(noa, at)).toEqual(noWay)
  await visibility(other, 'open')
  await give(other, ori)
  expect(await ways(ori, other)).toEqual(everyWay)
  const role = (to: 'viewer' | 'guest') =>
    alice.users.members.changeRole.mutate({ workspaceId, userId: ori.id, role: to })
  for (const to of ['viewer', 'guest'] as const) {
    await role(to)
    await system.gateway.access.catchUp.query(undefined, call)
  }
  expect(await ways(ori, other)).toEqual(noWay)
  const { rows } = await system.rows.query(
    `select "userId" from "TaskGrant" where "userId" = any($1::uuid[])`,
    [[noa.id, ori.id]],
  )
  expect(rows).toEqual([])
})

test('a guest who is an admin of the project shares nothing and is not told who was given what', async () => {
  const at = await newPlace()
  const { projectId, taskId } = at
  await give(at, gil)
  const ida = await system.person('Ida')
  await system.join(alice, ida, 'guest')
  await alice.calls.members.add.mutate({ projectId, userId: ida.id, role: 'admin' })
  const { taskGrants } = ida.calls
  for (const refused of [
    taskGrants.list.query({ taskId }),
    taskGrants.set.mutate({ taskId, userId: gil.id, role: 'viewer' }),
    taskGrants.remove.mutate({ taskId, userId: gil.id }),
  ])
    expect(await refusalOf(refused)).toMatchObject({ code: 'FORBIDDEN' })
  const { items } = await ida.calls.readers.ofTask.query({ taskId })
  expect(items.map(({ userId }) => userId)).not.toContain(gil.id)
})
