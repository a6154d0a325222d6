import { afterAll, expect, test } from '@jest/globals'
import { startManyTasks } from '../testing/many-tasks.ts'
import { projectOf } from '../testing/start-task-service.ts'

const { system, alice, viewer, filled, rowsOf, eventsOf } = await startManyTasks()
afterAll(() => system.close())

const archive = (projectId: string, ids: string[], rest: object = {}) =>
  alice.calls.tasks.changeMany.mutate({ projectId, ids, change: { archived: true }, ...rest })
const undo = (actionId: string | null) =>
  alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })

/** A project with one task that is archived, and the act that archived it. */
async function withArchived() {
  const { projectId, tasks, ids, statusIn } = await filled(1)
  const [{ id, key } = { id: '', key: '' }] = tasks
  await alice.calls.tasks.close.mutate({ id, version: 1 })
  const { actionId } = await archive(projectId, ids)
  const get = () => alice.calls.tasks.get.query({ workspaceId: alice.workspaceId, key })
  return { projectId, id, get, statusIn, actionId }
}

test('completed and cancelled tasks are archived, open ones are refused', async () => {
  const { projectId, ids, statusIn } = await filled(4)
  const [completed = '', cancelled = '', open = '', thrown = ''] = ids
  await alice.calls.tasks.close.mutate({ id: completed, version: 1 })
  await alice.calls.tasks.move.mutate({ id: cancelled, statusId: statusIn('cancelled') })
  await alice.calls.tasks.close.mutate({ id: thrown, version: 1 })
  await alice.calls.tasks.trash.mutate({ id: thrown })
  const refusedAs = (...reasons: string[]) => ({
    data: { refused: reasons.map((reason) => expect.objectContaining({ reason })) },
  })
  await expect(archive(projectId, ids)).rejects.toMatchObject(refusedAs('open', 'in_trash'))
  const { actionId, changed } = await archive(projectId, ids, { skipRefused: true })
  expect(changed).toBe(2)
  expect((await eventsOf(actionId)).map(({ type }) => type)).toEqual(Array(2).fill('task.updated'))
  expect((await archive(projectId, [completed])).changed).toBe(0)

  expect((await rowsOf(projectId)).map(({ id }) => id)).toEqual([open])
  const shown = async (text: string) =>
    (await alice.calls.tasks.list.query({ projectId, q: text })).items.map(({ id }) => id)
  expect(await shown('is:archived')).toEqual([completed, cancelled])
  expect(await shown('is:archived -status:cancelled')).toEqual([completed])
  const board = await alice.calls.tasks.board.query({ projectId })
  expect(board.columns.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual([open])

  const undone = await undo(actionId)
  expect(undone).toMatchObject({ changed: 2, left: [] })
  expect(await shown('is:archived')).toEqual([])
  await undo(undone.actionId)
  expect(await shown('is:archived')).toEqual([completed, cancelled])
  const back = { projectId, ids: [completed], change: { archived: false } }
  expect((await alice.calls.tasks.changeMany.mutate(back)).changed).toBe(1)
  expect(await shown('is:archived')).toEqual([cancelled])
})

test('a viewer archives nothing, and archiving is not mixed with other changes', async () => {
  const { projectId, id } = await withArchived()
  const back = { projectId, ids: [id], change: { archived: false } }
  await expect(viewer.calls.tasks.changeMany.mutate(back)).rejects.toMatchObject({
    data: { code: 'FORBIDDEN' },
  })
  const change = { archived: true, priority: 'high' } as const
  await expect(
    alice.calls.tasks.changeMany.mutate({ projectId, ids: [id], change }),
  ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
})

type Archived = Awaited<ReturnType<typeof withArchived>>

test.each<[string, (archived: Archived) => Promise<{ actionId?: string | null }>]>([
  ['reopened', ({ id }) => alice.calls.tasks.reopen.mutate({ id, version: 3 })],
  [
    'moved to an open status',
    ({ id, statusIn }) => alice.calls.tasks.move.mutate({ id, statusId: statusIn('started') }),
  ],
  [
    'changed with many',
    ({ projectId, id, statusIn }) =>
      alice.calls.tasks.changeMany.mutate({
        ...{ projectId, ids: [id], change: { statusId: statusIn('started') } },
      }),
  ],
  [
    'changed by values of its own',
    ({ projectId, id, statusIn }) =>
      alice.calls.tasks.changeEach.mutate({
        ...{ projectId, ids: [id], parts: [{ places: [0], statusId: statusIn('started') }] },
      }),
  ],
])('a task that is %s comes out of the archive, and goes back by undo', async (_how, open) => {
  const archived = await withArchived()
  const before = await archived.get()
  expect(before.archivedAt).not.toBeNull()
  const { actionId = null } = await open(archived)
  expect(await archived.get()).toMatchObject({ archivedAt: null, completedAt: null })
  expect(await undo(actionId)).toMatchObject({ changed: 1, left: [] })
  const { archivedAt, statusId, completedAt } = before
  expect(await archived.get()).toMatchObject({ archivedAt, statusId, completedAt })
})

test('a task whose status becomes one of open tasks comes out of the archive', async () => {
  const { projectId, get } = await withArchived()
  const { statusId } = await get()
  await alice.calls.statuses.create.mutate({ projectId, name: 'Shipped', group: 'completed' })
  await alice.calls.statuses.move.mutate({ projectId, id: statusId, group: 'started' })
  expect(await get()).toMatchObject({ statusId, archivedAt: null, completedAt: null })
})

test('an archived task stays so in another project, unless its status there is one of open tasks', async () => {
  const { projectId, id, get } = await withArchived()
  const { archivedAt, statusId } = await get()
  const target = await projectOf(alice, 'ARCHIVE')
  const relocate = (from: string, to: string) =>
    alice.calls.relocations.create.mutate({ projectId: from, targetId: to, ids: [id] })
  await relocate(projectId, target.id)
  expect(await get()).toMatchObject({ projectId: target.id, archivedAt })
  await relocate(target.id, projectId)

  const [started, completed] = ['started', 'completed'].map((group) =>
    target.statuses.find((status) => status.group === group),
  )
  const rename = (status = started, name = '') =>
    alice.calls.statuses.update.mutate({ projectId: target.id, id: status?.id ?? '', name })
  const name = completed?.name
  await rename(completed, 'Shipped')
  await rename(started, name)
  const { actionId } = await relocate(projectId, target.id)
  expect(await get()).toMatchObject({ statusId: started?.id, archivedAt: null })
  await undo(actionId)
  expect(await get()).toMatchObject({ projectId, statusId, archivedAt })
})

test('undo leaves a task in no archive that somebody has opened since', async () => {
  const { projectId, id, get } = await withArchived()
  const change = { archived: false }
  const { actionId } = await alice.calls.tasks.changeMany.mutate({ projectId, ids: [id], change })
  await alice.calls.tasks.reopen.mutate({ id, version: 4 })
  await undo(actionId)
  expect(await get()).toMatchObject({ archivedAt: null, completedAt: null })
})

test('what the release before, which knows no archive, opens comes out of it', async () => {
  const { id, get, statusIn } = await withArchived()
  const put = (status: string) =>
    system.rows.query('update "Task" set "statusId" = $2 where id = $1', [id, statusIn(status)])
  await put('cancelled')
  expect((await get()).archivedAt).not.toBeNull()
  await put('started')
  expect((await get()).archivedAt).toBeNull()

  const other = await withArchived()
  const regroup = (group: string) =>
    system.rows.query('update "Status" set "group" = $2 where id = $1', [
      ...[other.statusIn('completed'), group],
    ])
  await regroup('cancelled')
  expect((await other.get()).archivedAt).not.toBeNull()
  await regroup('started')
  expect((await other.get()).archivedAt).toBeNull()
})

test('an open task that is in the archive all the same comes out of it wherever it is moved', async () => {
  const { projectId, tasks } = await filled(2)
  const [one, two] = tasks
  const sql = 'update "Task" set "archivedAt" = now() where id = $1'
  await system.rows.query(sql, [one?.id])
  await alice.calls.tasks.move.mutate({
    ...{ id: one?.id ?? '', statusId: one?.statusId ?? '', afterId: two?.id },
  })
  expect((await rowsOf(projectId)).map(({ id }) => id)).toEqual([two?.id, one?.id])
})
