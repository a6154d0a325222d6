import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'none' })

test("someone else's project, task and comment do not exist", async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'HIDE')
  const { id, version, statusId } = await alice.calls.tasks.create.mutate({
    projectId,
    title: 'Secret',
  })
  const comment = await alice.calls.comments.create.mutate({ taskId: id, text: 'Secret' })
  const absent = '01900000-0000-7000-8000-000000000000'
  const { code, message } = await refusalOf(bob.calls.tasks.list.query({ projectId: absent }))
  const missing = { code, message }
  const own = await bob.calls.tasks.create.mutate({
    projectId: (await projectOf(bob, 'HIDE')).id,
    title: 'Mine',
  })
  const { workspaceId } = alice
  const attempts = [
    () => bob.calls.projects.list.query({ workspaceId }),
    () => bob.calls.projects.get.query({ workspaceId, key: 'HIDE' }),
    () => bob.calls.tasks.list.query({ projectId }),
    () => bob.calls.tasks.board.query({ projectId }),
    () => bob.calls.tasks.get.query({ workspaceId, key: 'HIDE-1' }),
    () => bob.calls.tasks.create.mutate({ projectId, title: 'In' }),
    () => bob.calls.tasks.change.mutate({ id, version, title: 'Mine' }),
    () => bob.calls.tasks.move.mutate({ id, statusId }),
    () => bob.calls.tasks.trash.mutate({ id }),
    () => bob.calls.comments.list.query({ taskId: id }),
    () => bob.calls.comments.create.mutate({ taskId: id, text: 'Hi' }),
    () => bob.calls.comments.update.mutate({ taskId: own.id, id: comment.id, text: 'Mine' }),
    () => bob.calls.comments.delete.mutate({ taskId: own.id, id: comment.id }),
    () => bob.calls.activity.list.query({ workspaceId }),
    () => bob.calls.mine.get.query({ workspaceId, today: '2026-11-25' }),
  ]
  for (const attempt of attempts) expect(await refusalOf(attempt())).toMatchObject(missing)
  const foreign = statuses[0]?.id ?? ''
  expect(
    await refusalOf(bob.calls.tasks.move.mutate({ id: own.id, statusId: foreign })),
  ).toMatchObject({
    code: 'BAD_REQUEST',
  })
  const events = await system.gateway.events.visible.query({ after: 0, userIds: [bob.id] })
  expect(events.events.filter((event) => event.projectId === projectId)).toEqual([])
  expect(events.events.some((event) => event.taskId === own.id)).toBe(true)
})
