import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
/** The owner, a member, a commenter of the project, and a guest with whom it is shared as with a member. */
let alice: Someone
let mina: Someone
let carl: Someone
let guest: Someone
let projectId: string

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  projectId = (await projectOf(alice, 'SEE')).id
  const joined = async (name: string, role: 'member' | 'commenter' | 'guest') => {
    const person = await system.person(name)
    await system.join(alice, person, role)
    return person
  }
  mina = await joined('Mina', 'member')
  carl = await joined('Carl', 'commenter')
  guest = await joined('Guest', 'guest')
  await alice.calls.members.add.mutate({ projectId, userId: guest.id, role: 'member' })
})
afterAll(() => system.close())

/** A task on which Mina has said something, for members alone or for everybody. */
async function said(isInternal: boolean, text = 'Said') {
  const { id: taskId, key } = await alice.calls.tasks.create.mutate({ projectId, title: text })
  const { id } = await mina.calls.comments.create.mutate({ taskId, text, isInternal })
  return { taskId, key, id }
}

type Said = Awaited<ReturnType<typeof said>>

/** What each of them reads: how many comments, and of how many the row of the task tells. */
async function readBy(people: Someone[], { taskId, key }: Said) {
  const reads = people.map(async ({ calls }) => {
    const { items } = await calls.comments.list.query({ taskId })
    const { workspaceId } = alice
    const { commentCount } = await calls.tasks.get.query({ workspaceId, key })
    return [items.length, commentCount]
  })
  return Promise.all(reads)
}
const everybody = () => [alice, mina, carl, guest]
const types = async ({ calls }: Someone, { taskId }: Said) => {
  const { items } = await calls.activity.list.query({ workspaceId: alice.workspaceId, taskId })
  return items.map(({ type }) => type).filter((type) => type.startsWith('comment.'))
}
const live = async ({ id }: Someone, { taskId }: Said) => {
  const asked = { after: 0, limit: 500, userIds: [id] }
  const { events } = await system.gateway.events.visible.query(asked)
  const of = events.filter((event) => event.taskId === taskId).map(({ type }) => type)
  return of.filter((type) => type.startsWith('comment.'))
}

test('an internal comment that is made public is read by everybody from then on, who hear of it; its undo takes it from them', async () => {
  const comment = await said(true)
  expect(await readBy(everybody(), comment)).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
    [0, 0],
  ])
  expect(await live(guest, comment)).toEqual([])
  const { actionId, isInternal } = await mina.calls.comments.setInternal.mutate({
    ...{ taskId: comment.taskId, id: comment.id, isInternal: false },
  })
  expect(isInternal).toBe(false)
  expect(await readBy(everybody(), comment)).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ])
  // They have not been told when it was written, nor are they now.
  expect(await types(guest, comment)).toEqual(['comment.made_public'])
  expect(await types(alice, comment)).toEqual(['comment.made_public', 'comment.created'])
  expect(await live(guest, comment)).toEqual(['comment.made_public'])

  const undo = { actionId: actionId ?? '' }
  expect(await mina.calls.actions.preview.query(undo)).toMatchObject({ changed: 1, left: [] })
  const undone = await mina.calls.actions.undo.mutate(undo)
  expect(undone).toMatchObject({ changed: 1, left: [] })
  expect(await readBy(everybody(), comment)).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
    [0, 0],
  ])
  expect(await live(guest, comment)).toEqual(['comment.made_public', 'comment.made_internal'])
  const redone = await mina.calls.actions.undo.mutate({ actionId: undone.actionId ?? '' })
  expect(redone).toMatchObject({ changed: 1, left: [] })
  expect(await readBy([guest], comment)).toEqual([[1, 1]])
})

test('a comment that is made internal leaves those who read none, with its reactions; what is so already stays so', async () => {
  const comment = await said(false)
  const { taskId, id } = comment
  await guest.calls.comments.react.mutate({ taskId, id, emoji: 'eyes', on: true })
  const hide = { taskId, id, isInternal: true }
  const { actionId } = await alice.calls.comments.setInternal.mutate(hide)
  expect(actionId).not.toBeNull()
  expect((await alice.calls.comments.setInternal.mutate(hide)).actionId).toBeNull()
  expect(await readBy(everybody(), comment)).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
    [0, 0],
  ])
  const react = { taskId, id, emoji: 'heart' as const, on: true }
  expect(await refusalOf(guest.calls.comments.react.mutate(react))).toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('its author and admins decide who reads a comment, and nobody who reads no internal ones', async () => {
  const { taskId, id } = await said(true)
  const open = { taskId, id, isInternal: false }
  const other = await system.person('Nils')
  await system.join(alice, other, 'member')
  const codeOf = async ({ calls }: Someone, wanted = open) =>
    (await refusalOf(calls.comments.setInternal.mutate(wanted))).code
  expect(await codeOf(other)).toBe('FORBIDDEN')
  expect(await codeOf(carl)).toBe('FORBIDDEN')
  expect(await codeOf(guest)).toBe('FORBIDDEN')
  const own = await guest.calls.comments.create.mutate({ taskId, text: 'Mine' })
  expect(await codeOf(guest, { taskId, id: own.id, isInternal: true })).toBe('FORBIDDEN')
  const hide = { taskId, id: own.id, isInternal: true }
  expect(await refusalOf(alice.calls.comments.setInternal.mutate(hide))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'author_outside' },
  })
  const link = '/files/x/content?inline=1'
  for (const text of [
    `![](${link})`,
    `![x]( ${link})`,
    `![x](<${link}>)`,
    `![x][a]\n\n[a]: ${link}`,
  ]) {
    const { taskId: shown, id: picture } = await said(false, text)
    const hidePicture = { taskId: shown, id: picture, isInternal: true }
    expect(await refusalOf(mina.calls.comments.setInternal.mutate(hidePicture))).toMatchObject({
      ...{ code: 'BAD_REQUEST', reason: 'has_files' },
    })
  }
  await alice.calls.comments.setInternal.mutate(open)
})

test('undo leaves a comment alone that is gone, or about which somebody has decided since', async () => {
  const { taskId, id } = await said(true)
  const set = ({ calls }: Someone, isInternal: boolean) =>
    calls.comments.setInternal.mutate({ taskId, id, isInternal })
  const actionId = (await set(mina, false)).actionId ?? ''
  await set(alice, true)
  const undo = () => mina.calls.actions.undo.mutate({ actionId })
  const left = (reason: string, by: string) => [{ taskId, field: 'comment', reason, by }]
  expect(await undo()).toMatchObject({ actionId: null, left: left('changed', alice.id) })
  await mina.calls.comments.delete.mutate({ taskId, id })
  expect(await undo()).toMatchObject({ actionId: null, left: left('gone', mina.id) })
  await alice.calls.members.add.mutate({ projectId, userId: mina.id, role: 'viewer' })
})

test('an undo publishes nothing that was written into the comment since', async () => {
  const comment = await said(false, 'Harmless')
  const { taskId, id } = comment
  const made = await alice.calls.comments.setInternal.mutate({ taskId, id, isInternal: true })
  await mina.calls.comments.update.mutate({ taskId, id, text: 'The margin is 40 %' })
  const undo = { actionId: made.actionId ?? '' }
  const left = [{ taskId, field: 'comment', reason: 'changed', by: mina.id }]
  expect(await alice.calls.actions.preview.query(undo)).toMatchObject({ changed: 0, left })
  expect(await alice.calls.actions.undo.mutate(undo)).toMatchObject({ actionId: null, left })
  expect(await readBy([guest], comment)).toEqual([[0, 0]])

  // Nor does a redo.
  const { taskId: other, id: draft } = await said(true, 'Draft')
  const opened = await mina.calls.comments.setInternal.mutate({
    ...{ taskId: other, id: draft, isInternal: false },
  })
  const hidden = await mina.calls.actions.undo.mutate({ actionId: opened.actionId ?? '' })
  await mina.calls.comments.update.mutate({ taskId: other, id: draft, text: 'More of it' })
  const redo = { actionId: hidden.actionId ?? '' }
  expect(await mina.calls.actions.undo.mutate(redo)).toMatchObject({
    ...{ actionId: null, left: [{ reason: 'changed', by: mina.id }] },
  })
})

test('undo leaves a comment alone about which others have decided since, though it is again as the act made it', async () => {
  const comment = await said(false)
  const { taskId, id } = comment
  const set = ({ calls }: Someone, isInternal: boolean) =>
    calls.comments.setInternal.mutate({ taskId, id, isInternal })
  const first = { actionId: (await set(mina, true)).actionId ?? '' }
  await set(alice, false)
  const again = { actionId: (await set(alice, true)).actionId ?? '' }
  const left = [{ taskId, field: 'comment', reason: 'changed', by: alice.id }]
  expect(await mina.calls.actions.preview.query(first)).toMatchObject({ changed: 0, left })
  expect(await mina.calls.actions.undo.mutate(first)).toMatchObject({ actionId: null, left })
  expect(await readBy([guest], comment)).toEqual([[0, 0]])
  expect(await alice.calls.actions.undo.mutate(again)).toMatchObject({ changed: 1, left: [] })
})

test('one takes back one act after the other', async () => {
  const comment = await said(true)
  const { taskId, id } = comment
  const set = async (isInternal: boolean) => {
    const made = await mina.calls.comments.setInternal.mutate({ taskId, id, isInternal })
    return { actionId: made.actionId ?? '' }
  }
  const acts = [await set(false), await set(true)]
  for (const act of acts.reverse())
    expect(await mina.calls.actions.undo.mutate(act)).toMatchObject({ changed: 1, left: [] })
  expect(await readBy([guest], comment)).toEqual([[0, 0]])
})

test('a publication by mistake can be taken back, with pictures in it and when its author has left', async () => {
  const shown = await said(true, '![x](/files/x/content)')
  const open = ({ taskId, id }: Said) => ({ taskId, id, isInternal: false })
  const { actionId } = await mina.calls.comments.setInternal.mutate(open(shown))
  const undone = await mina.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect(undone).toMatchObject({ changed: 1, left: [] })
  expect(await readBy([guest], shown)).toEqual([[0, 0]])

  const leaver = await system.person('Lea')
  await system.join(alice, leaver, 'member')
  const { id: taskId, key } = await alice.calls.tasks.create.mutate({ projectId, title: 'Left' })
  const { id } = await leaver.calls.comments.create.mutate({
    taskId,
    text: 'Own',
    isInternal: true,
  })
  const left = { taskId, key, id }
  await alice.users.members.remove.mutate({ workspaceId: alice.workspaceId, userId: leaver.id })
  const reads = () => leaver.calls.comments.list.query({ taskId }).catch(() => null)
  await pollUntil(reads, { isEnough: (page) => page === null })
  const published = await alice.calls.comments.setInternal.mutate(open(left))
  const back = { actionId: published.actionId ?? '' }
  expect(await alice.calls.actions.undo.mutate(back)).toMatchObject({ changed: 1, left: [] })
  expect(await readBy([guest], left)).toEqual([[0, 0]])
  // By hand as well: they lose nothing by it any more.
  await alice.calls.comments.setInternal.mutate(open(left))
  await alice.calls.comments.setInternal.mutate({ taskId, id, isInternal: true })
  expect(await readBy([guest], left)).toEqual([[0, 0]])
})

test('whoever switches a comment to and fro at once with those who delete and write leaves the right counts', async () => {
  const { taskId, key } = await said(true, 'Busy')
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, nth) =>
      alice.calls.comments.create.mutate({ taskId, text: `${nth}`, isInternal: nth % 2 === 0 }),
    ),
  )
  await Promise.allSettled(
    made.flatMap(({ id }, nth) => [
      alice.calls.comments.setInternal.mutate({ taskId, id, isInternal: nth % 2 !== 0 }),
      alice.calls.comments.delete.mutate({ taskId, id: made[(nth + 3) % 6]?.id ?? id }),
    ]),
  )
  const { items } = await alice.calls.comments.list.query({ taskId })
  const { items: open } = await guest.calls.comments.list.query({ taskId })
  const counted = async ({ calls }: Someone) =>
    (await calls.tasks.get.query({ workspaceId: alice.workspaceId, key })).commentCount
  expect([await counted(alice), await counted(guest)]).toEqual([items.length, open.length])
})
