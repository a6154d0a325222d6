import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { emojis } from '../contract.ts'
import { REACTORS_NAMED } from '../limits.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob, vera } = await startTaskTest({ bob: 'commenter', vera: 'viewer' })

let made = 0

async function said(visibility: 'open' | 'private' = 'open') {
  made += 1
  const { id: projectId } = await projectOf(alice, `LIKE${made}`, visibility)
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'Talk' })
  const { id } = await alice.calls.comments.create.mutate({ taskId, text: 'A word' })
  return { projectId, taskId, id, comment: { taskId, id } }
}

const shownTo = async ({ calls }: Someone, taskId: string) =>
  (await calls.comments.list.query({ taskId })).items[0]?.reactions

const typesOf = async (taskId: string) => {
  const { rows } = await system.rows.query<{ type: string }>(
    `select type from "Event" where "taskId" = $1 and type like 'reaction.%' order by id`,
    [taskId],
  )
  return rows.map(({ type }) => type)
}

test('people react to a comment, each once with an emoji, and take it back; the same again changes nothing', async () => {
  const { taskId, comment } = await said()
  const react = (who: Someone, emoji: (typeof emojis)[number], on: boolean) =>
    who.calls.comments.react.mutate({ ...comment, emoji, on })
  await react(bob, 'party', true)
  await react(alice, 'thumbs_up', true)
  await react(bob, 'thumbs_up', true)
  const again = await react(bob, 'thumbs_up', true)
  const thumbs = { emoji: 'thumbs_up', count: 2, isMine: true }
  expect(again.reactions).toEqual([
    { ...thumbs, userIds: [bob.id, alice.id] },
    { emoji: 'party', count: 1, isMine: true, userIds: [bob.id] },
  ])
  expect(await shownTo(alice, taskId)).toEqual([
    { ...thumbs, userIds: [alice.id, bob.id] },
    { emoji: 'party', count: 1, isMine: false, userIds: [bob.id] },
  ])
  await react(bob, 'party', false)
  await react(bob, 'party', false)
  expect(await shownTo(vera, taskId)).toEqual([
    { ...thumbs, isMine: false, userIds: [alice.id, bob.id] },
  ])
  expect(await typesOf(taskId)).toEqual([
    ...['reaction.added', 'reaction.added', 'reaction.added', 'reaction.removed'],
  ])
})

test('ten people are named below an emoji, the reader first, the others counted', async () => {
  const { taskId, id, comment } = await said()
  await system.rows.query(
    `insert into "Reaction" ("commentId", emoji, "userId") select $1, 'heart', gen_random_uuid() from generate_series(1, 20)`,
    [id],
  )
  await bob.calls.comments.react.mutate({ ...comment, emoji: 'heart', on: true })
  const [heart] = (await shownTo(bob, taskId)) ?? []
  expect(heart).toMatchObject({ count: 21, isMine: true })
  expect(heart?.userIds).toHaveLength(REACTORS_NAMED)
  expect(heart?.userIds[0]).toBe(bob.id)
})

test('who may not comment may not react; what is not one of the emojis, and a comment that is not there, is refused', async () => {
  const { taskId, comment } = await said()
  const heart = { ...comment, emoji: 'heart', on: true } as const
  expect(await refusalOf(vera.calls.comments.react.mutate(heart))).toMatchObject({
    code: 'FORBIDDEN',
  })
  const rocket = { ...heart, emoji: 'rocket' as 'heart' }
  expect(await refusalOf(bob.calls.comments.react.mutate(rocket))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { emoji: `must be one of ${emojis.join(', ')}` } },
  })
  const other = await said()
  const elsewhere = { ...heart, taskId: other.taskId }
  expect(await refusalOf(bob.calls.comments.react.mutate(elsewhere))).toMatchObject({
    code: 'NOT_FOUND',
  })
  const hidden = await said('private')
  const blind = bob.calls.comments.react.mutate({ ...heart, ...hidden.comment })
  expect(await refusalOf(blind)).toMatchObject({ code: 'NOT_FOUND' })
  await alice.calls.comments.delete.mutate(comment)
  expect(await refusalOf(bob.calls.comments.react.mutate(heart))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await typesOf(taskId)).toEqual([])
})

test('reactions fill no activity and no history, and make nobody watch', async () => {
  const { projectId, taskId, comment } = await said()
  await bob.calls.comments.react.mutate({ ...comment, emoji: 'eyes', on: true })
  const { workspaceId } = alice
  const { items } = await alice.calls.activity.list.query({ workspaceId, projectId })
  expect(items.map(({ type }) => type)).not.toContain('reaction.added')
  expect((await bob.calls.actions.list.query({ workspaceId })).items).toEqual([])
  expect(await alice.calls.watchers.list.query({ taskId })).toEqual([alice.id])
})

test('an edited comment keeps its reactions; a task deleted for good takes them with it', async () => {
  const { taskId, id, comment } = await said()
  await bob.calls.comments.react.mutate({ ...comment, emoji: 'done', on: true })
  await alice.calls.comments.update.mutate({ ...comment, text: 'Other words' })
  expect(await shownTo(alice, taskId)).toHaveLength(1)
  await alice.calls.tasks.trash.mutate({ id: taskId })
  await alice.calls.tasks.purge.mutate({ id: taskId })
  const { rowCount } = await system.rows.query('select from "Reaction" where "commentId" = $1', [
    id,
  ])
  expect(rowCount).toBe(0)
})
