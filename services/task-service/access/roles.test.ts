import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { oneOfEach, startTaskTest } from '../testing/task-test.ts'

const { system, alice, outsider, ...joined } = await startTaskTest(oneOfEach)
const team: Record<string, Someone> = { ...joined, owner: alice }

/** The code of a refusal with the role it names, or OK. */
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => error.data?.code + (/role (\w+)$/.exec(error.message)?.[0] ?? ''),
  )

type Act = (someone: Someone) => Promise<unknown>

/** What everyone from the strongest to the weakest gets. */
async function outcomes(act: Act) {
  const found: string[] = []
  for (const role of ['owner', 'admin', 'member', 'commenter', 'viewer', 'guest']) {
    const someone = team[role]
    if (someone) found.push(await outcome(act(someone)))
  }
  return found
}

test('a private project is for its people alone, also for the owner of the workspace', async () => {
  const member = team.member ?? outsider
  const own = { ...member, workspaceId: alice.workspaceId }
  const { id: projectId } = await projectOf(own, 'PRIV', 'private')
  await member.calls.tasks.create.mutate({
    ...{ projectId, title: 'Secret' },
    assigneeIds: [alice.id, member.id],
  })
  expect(await outcomes(({ calls }) => calls.tasks.list.query({ projectId }))).toEqual([
    ...['NOT_FOUND', 'NOT_FOUND', 'OK', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'],
  ])
  const { workspaceId } = alice
  const seen = JSON.stringify([
    await alice.calls.projects.list.query({ workspaceId }),
    await alice.calls.mine.get.query({ workspaceId, today: '2026-11-25' }),
    await alice.calls.search.find.query({ workspaceId, text: 'secret' }),
    await alice.calls.activity.list.query({ workspaceId }),
  ])
  expect(seen).not.toContain(projectId)
  const ask = (userId: string) => system.gateway.access.role.query({ userId, projectId })
  expect(await ask(member.id)).toEqual({
    ...{ projectId, workspaceId, role: 'owner', archived: false },
  })
  expect(await ask(alice.id)).toBeNull()
})

test('a child is not reached through a parent it does not belong to', async () => {
  const made = async (someone: Someone) => {
    const { id: projectId, statuses } = await projectOf(someone, 'PAIR')
    const { id: taskId } = await someone.calls.tasks.create.mutate({ projectId, title: 'Task' })
    const comment = await someone.calls.comments.create.mutate({ taskId, text: 'Comment' })
    const label = await someone.calls.labels.create.mutate({ projectId, name: 'L', color: 'red' })
    const status = await someone.calls.statuses.create.mutate({
      ...{ projectId, name: 'S', group: 'started' },
    })
    const targetId = statuses[2]?.id ?? ''
    return {
      projectId,
      taskId,
      commentId: comment.id,
      labelId: label.id,
      statusId: status.id,
      targetId,
    }
  }
  const [mine, foreign] = [await made(outsider), await made(alice)]
  const snapshot = async () =>
    (
      await system.rows.query(
        `select (select json_agg(t order by id) from "Task" t) as t, (select json_agg(c order by id) from "Comment" c) as c,
                (select json_agg(l order by id) from "Label" l) as l, (select json_agg(s order by id) from "Status" s) as s,
                (select count(*) from "Event") as e`,
      )
    ).rows[0]
  const before = await snapshot()
  const { comments, labels, statuses } = outsider.calls
  for (const [parent, child] of [
    [mine, foreign],
    [foreign, mine],
    [foreign, foreign],
  ] as const) {
    const { taskId, projectId } = parent
    const { commentId: id, labelId, statusId } = child
    const attempts: (() => Promise<unknown>)[] = [
      () => comments.update.mutate({ taskId, id, text: 'Changed' }),
      () => comments.delete.mutate({ taskId, id }),
      () => labels.update.mutate({ projectId, id: labelId, name: 'Changed' }),
      () => labels.delete.mutate({ projectId, id: labelId }),
      () => statuses.update.mutate({ projectId, id: statusId, name: 'Changed' }),
      () => statuses.move.mutate({ projectId, id: statusId, group: 'completed' }),
      () => statuses.delete.mutate({ projectId, id: statusId, targetId: parent.targetId }),
    ]
    const answers: unknown[] = []
    for (const attempt of attempts) {
      const { code, message } = await refusalOf(attempt())
      answers.push({ code, message })
    }
    expect(answers).toEqual(
      attempts.map(() => ({
        code: 'NOT_FOUND',
        message: 'This does not exist or you have no access',
      })),
    )
  }
  const { tasks } = outsider.calls
  const into = { id: mine.taskId, statusId: mine.targetId }
  for (const attempt of [
    () => tasks.move.mutate({ ...into, statusId: foreign.targetId }),
    () => tasks.move.mutate({ ...into, beforeId: foreign.taskId }),
    () => tasks.move.mutate({ ...into, afterId: foreign.taskId }),
    () =>
      tasks.create.mutate({ projectId: mine.projectId, title: 'x', statusId: foreign.targetId }),
    () =>
      tasks.create.mutate({ projectId: mine.projectId, title: 'x', labelIds: [foreign.labelId] }),
    () => tasks.change.mutate({ id: mine.taskId, version: 1, labelIds: [foreign.labelId] }),
  ])
    expect(await refusalOf(attempt())).toMatchObject({ code: 'BAD_REQUEST' })
  expect(await snapshot()).toEqual(before)
})
