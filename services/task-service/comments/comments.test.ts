import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { COMMENT_PAGE, PAGE_MAX } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { alice } = await startTaskTest()

const talk = async (key: string, count: number) => {
  const { id: projectId } = await projectOf(alice, key)
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'Talk' })
  const ids: string[] = []
  for (let nth = 1; nth <= count; nth += 1)
    ids.push((await alice.calls.comments.create.mutate({ taskId, text: `${nth}` })).id)
  return { taskId, ids }
}
const texts = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text).join(' ')

test('the newest comments come first as a page, each page oldest first, until there are no earlier ones', async () => {
  const { taskId, ids } = await talk('PAGE', 7)
  const { list, create, delete: remove } = alice.calls.comments
  const newest = await list.query({ taskId, limit: 3 })
  expect(texts(newest)).toBe('5 6 7')
  // What is said or taken back meanwhile neither doubles nor hides anything earlier.
  await create.mutate({ taskId, text: '8' })
  await remove.mutate({ taskId, id: ids[4] ?? '' })
  await remove.mutate({ taskId, id: ids[2] ?? '' })
  const earlier = await list.query({ taskId, limit: 3, cursor: newest.nextCursor ?? '' })
  expect(texts(earlier)).toBe('1 2 4')
  expect(earlier.nextCursor).toBeNull()
  expect(texts(await list.query({ taskId }))).toBe('1 2 4 6 7 8')
})

test('a page holds 50 unless asked for more, and 100 at most', async () => {
  const { taskId } = await talk('LIMIT', COMMENT_PAGE + 1)
  const { list } = alice.calls.comments
  const page = await list.query({ taskId })
  expect(page.items).toHaveLength(COMMENT_PAGE)
  const rest = await list.query({ taskId, cursor: page.nextCursor ?? '' })
  expect(texts(rest)).toBe('1')
  expect((await list.query({ taskId, limit: PAGE_MAX })).items).toHaveLength(COMMENT_PAGE + 1)
  expect(await refusalOf(list.query({ taskId, limit: PAGE_MAX + 1 }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { limit: `must be at most ${PAGE_MAX}` } },
  })
  expect(await refusalOf(list.query({ taskId, cursor: 'first' }))).toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('an edit that another edit or a deletion overtook changes nothing and tells what stands', async () => {
  const { taskId, ids } = await talk('EDIT', 1)
  const id = ids[0] ?? ''
  const { update, list, delete: remove } = alice.calls.comments
  const first = await update.mutate({ taskId, id, text: 'from here', editedAt: null })
  const late = update.mutate({ taskId, id, text: 'from there', editedAt: null })
  await expect(late).rejects.toMatchObject({
    data: {
      code: 'CONFLICT',
      conflict: {
        editedAt: first.editedAt,
        changed: { text: { yours: 'from there', theirs: 'from here' } },
        by: alice.id,
      },
    },
  })
  expect(texts(await list.query({ taskId }))).toBe('from here')
  const races = ['one', 'other'].map((text) =>
    update.mutate({ taskId, id, text, editedAt: first.editedAt }),
  )
  const outcomes = await Promise.allSettled(races)
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await remove.mutate({ taskId, id })
  expect(
    await refusalOf(update.mutate({ taskId, id, text: 'gone', editedAt: null })),
  ).toMatchObject({
    code: 'NOT_FOUND',
  })
})
