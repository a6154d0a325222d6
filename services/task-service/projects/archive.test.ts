import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })

const archived = {
  code: 'CONFLICT',
  httpStatus: 409,
  reason: 'archived',
  message: 'This project is archived and read-only; an owner can reopen it with projects.unarchive',
}

/** A project with one of everything, and whatever can be written there. */
async function filled(key: string) {
  const { id: projectId, statuses } = await projectOf(alice, key)
  const { tasks, comments, labels, statuses: settings, projects } = alice.calls
  const made = await tasks.create.mutate({ projectId, title: 'A task' })
  const { id, version, statusId } = made
  const old = await tasks.create.mutate({ projectId, title: 'In the trash' })
  await tasks.trash.mutate({ id: old.id })
  const comment = await comments.create.mutate({ taskId: id, text: 'A comment' })
  const label = await labels.create.mutate({ projectId, name: 'A label', color: 'red' })
  const [, , started, review] = statuses.map((status) => status.id)
  const target = { id: started ?? '', targetId: review ?? '' }
  const inComment = { taskId: id, id: comment.id }
  const inLabel = { projectId, id: label.id }
  const writes: Record<string, () => Promise<unknown>> = {
    create: () => tasks.create.mutate({ projectId, title: 'Another' }),
    keyed: () => tasks.create.mutate({ projectId, title: 'x', idempotencyKey: `${key}-key-1` }),
    change: () => tasks.change.mutate({ id, version, title: 'Changed' }),
    move: () => tasks.move.mutate({ id, statusId: target.id }),
    stay: () => tasks.move.mutate({ id, statusId }),
    close: () => tasks.close.mutate({ id }),
    reopen: () => tasks.reopen.mutate({ id }),
    trash: () => tasks.trash.mutate({ id }),
    restore: () => tasks.restore.mutate({ id: old.id }),
    comment: () => comments.create.mutate({ taskId: id, text: 'Another' }),
    editComment: () => comments.update.mutate({ ...inComment, text: 'Changed' }),
    deleteComment: () => comments.delete.mutate(inComment),
    label: () => labels.create.mutate({ projectId, name: 'Another', color: 'blue' }),
    editLabel: () => labels.update.mutate({ ...inLabel, name: 'Changed' }),
    deleteLabel: () => labels.delete.mutate(inLabel),
    status: () => settings.create.mutate({ projectId, name: 'Another', group: 'started' }),
    editStatus: () => settings.update.mutate({ projectId, id: target.id, name: 'Changed' }),
    deleteStatus: () => settings.delete.mutate({ projectId, ...target }),
    rename: () => projects.update.mutate({ id: projectId, name: 'Changed' }),
  }
  return { projectId, taskId: id, writes }
}

const rows = async (projectId: string) =>
  (
    await system.rows.query(
      `select (select json_agg(t order by id) from "Task" t where "projectId" = $1) as t,
              (select json_agg(c order by id) from "Comment" c) as c,
              (select json_agg(l order by id) from "Label" l where "projectId" = $1) as l,
              (select json_agg(s order by id) from "Status" s where "projectId" = $1) as s,
              (select count(*) from "IdempotencyKey") as k,
              (select count(*) from "Event" where "projectId" = $1) as e`,
      [projectId],
    )
  ).rows[0]

test('an archived project refuses every write, says so, and can still be read', async () => {
  const { projectId, taskId, writes } = await filled('ARCH')
  await alice.calls.projects.archive.mutate({ id: projectId })
  const before = await rows(projectId)
  for (const [name, write] of Object.entries(writes))
    expect([name, await refusalOf(write())]).toMatchObject([name, archived])
  expect(await rows(projectId)).toEqual(before)

  const { workspaceId } = alice
  expect(await bob.calls.projects.get.query({ workspaceId, key: 'ARCH' })).toMatchObject({
    archivedAt: expect.any(String),
  })
  expect((await bob.calls.tasks.list.query({ projectId })).items).toHaveLength(1)
  expect((await bob.calls.tasks.board.query({ projectId })).columns).toHaveLength(6)
  expect(await bob.calls.tasks.get.query({ workspaceId, key: 'ARCH-1' })).toMatchObject({
    id: taskId,
    projectArchivedAt: expect.any(String),
  })
  expect(JSON.stringify(await bob.calls.comments.list.query({ taskId }))).toContain('A comment')
})

test('what one may not do anyway is refused as before, and outsiders learn nothing', async () => {
  const { projectId, taskId } = await filled('HUSH')
  await alice.calls.projects.archive.mutate({ id: projectId })
  const rename = bob.calls.projects.update.mutate({ id: projectId, name: 'x' })
  expect(await refusalOf(rename)).toMatchObject({ code: 'FORBIDDEN' })
  const mallory = await system.person('Mallory')
  const attempts = [
    () => mallory.calls.tasks.create.mutate({ projectId, title: 'x' }),
    () => mallory.calls.comments.create.mutate({ taskId, text: 'x' }),
    () => mallory.calls.projects.unarchive.mutate({ id: projectId }),
  ]
  for (const attempt of attempts)
    expect(await refusalOf(attempt())).toMatchObject({ code: 'NOT_FOUND' })
})

test('reopened by an owner, it takes every write again', async () => {
  const { projectId, writes } = await filled('OPEN')
  await alice.calls.projects.archive.mutate({ id: projectId })
  const byMember = bob.calls.projects.unarchive.mutate({ id: projectId })
  expect(await refusalOf(byMember)).toMatchObject({ code: 'FORBIDDEN' })
  expect(await alice.calls.projects.unarchive.mutate({ id: projectId })).toMatchObject({
    archivedAt: null,
  })
  for (const write of Object.values(writes)) await write()
})

test('archiving what is archived and reopening what is open change nothing', async () => {
  const { projectId } = await filled('TWICE')
  const { projects } = alice.calls
  const first = await projects.archive.mutate({ id: projectId })
  expect(await projects.archive.mutate({ id: projectId })).toEqual(first)
  for (let times = 0; times < 2; times += 1) await projects.unarchive.mutate({ id: projectId })
  const { rows: events } = await system.rows.query(
    `select type from "Event" where "projectId" = $1 and type like 'project.%archived' order by id`,
    [projectId],
  )
  expect(events.map(({ type }) => type)).toEqual(['project.archived', 'project.unarchived'])
})

test('of tasks that are made while a project is archived none follows the archiving in the log', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { id: projectId } = await projectOf(alice, `RACE${round}`)
    const made = Array.from({ length: 8 }, () =>
      alice.calls.tasks.create.mutate({ projectId, title: 'x' }).then(
        () => 'OK',
        (error) => error.data?.reason,
      ),
    )
    await alice.calls.projects.archive.mutate({ id: projectId })
    for (const outcome of await Promise.all(made)) expect(['OK', 'archived']).toContain(outcome)
    const { items } = await alice.calls.activity.list.query({
      workspaceId: alice.workspaceId,
      projectId,
    })
    expect(items[0]?.type).toBe('project.archived')
  }
})
