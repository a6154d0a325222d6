import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { UNDO_DAYS } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })

let made = 0

async function filled(count: number, visibility: 'open' | 'private' = 'open') {
  made += 1
  const project = await projectOf(alice, `UNDO${made}`, visibility)
  const { id: projectId } = project
  const tasks = []
  for (let nth = 1; nth <= count; nth += 1)
    tasks.push(await alice.calls.tasks.create.mutate({ projectId, title: `Task ${nth}` }))
  const label = await alice.calls.labels.create.mutate({ projectId, name: 'One', color: 'red' })
  const statusIn = (group: string) =>
    project.statuses.find((status) => status.group === group)?.id ?? ''
  const ids = tasks.map(({ id }) => id)
  return { ...project, projectId, ids, id: ids[0] ?? '', label, statusIn }
}

/** All that an act can change of a task; `trashedAt` as a yes or no. */
const rowsOf = async (projectId: string) =>
  (
    await system.rows.query(
      `select id, number, title, description, "statusId", priority, "dueDate", "startDate", estimate, rank, "assigneeIds", "labelIds",
              "completedAt", "trashedAt" is not null as "isThrown"
         from "Task" where "projectId" = $1 order by rank`,
      [projectId],
    )
  ).rows

const versionOf = async (id: string) =>
  (await system.rows.query('select version from "Task" where id = $1', [id])).rows[0].version

const undo = (actionId: string | null, who = alice) =>
  who.calls.actions.undo.mutate({ actionId: actionId ?? '' })

const letters = fc.string({ unit: 'grapheme', maxLength: 12 })
const act = fc.record({
  kind: fc.constantFrom(
    ...['title', 'text', 'fields', 'people', 'move', 'move', 'close', 'reopen', 'trash'],
    ...['restore', 'many', 'many trash', 'many status'],
  ),
  nth: fc.nat(4),
  other: fc.nat(4),
  text: letters,
  isLong: fc.boolean(),
  priority: fc.constantFrom('none', 'low', 'urgent'),
  dueDate: fc.constantFrom(null, '2026-12-04'),
  // The last one is refused where the task is due.
  startDate: fc.constantFrom(null, '2026-12-01', '2026-12-10'),
  estimate: fc.constantFrom(null, 0, 2.5),
  isOn: fc.boolean(),
})

type Step = typeof act extends fc.Arbitrary<infer Value> ? Value : never

test('whatever somebody did goes back act by act to what was there, and again to what they did', async () => {
  const { projectId, ids, label, statuses } = await filled(5)
  const { tasks } = alice.calls
  const idOf = (nth: number) => ids[nth] ?? ''
  const perform = async (step: Step) => {
    const { kind, nth, other, text, priority, dueDate, startDate, estimate, isOn } = step
    const id = idOf(nth)
    const statusId = statuses[other]?.id ?? ''
    const change = async (fields: object) =>
      tasks.change.mutate({ id, version: await versionOf(id), ...fields })
    const many = (fields: object) =>
      tasks.changeMany.mutate({
        ...{ projectId, ids: [id, idOf(other), idOf(4)], change: fields, skipRefused: true },
      })
    if (kind === 'title') return change({ title: `Title ${text}` })
    if (kind === 'text')
      return change({ description: `${step.isLong ? '가'.repeat(600) : ''}${text}` })
    if (kind === 'fields')
      return change({ priority, dueDate, startDate, labelIds: isOn ? [label.id] : [] })
    if (kind === 'people') return change({ assigneeIds: isOn ? [bob.id, alice.id] : [alice.id] })
    if (kind === 'move')
      return tasks.move.mutate({ id, statusId, ...(nth !== other && { beforeId: idOf(other) }) })
    if (kind === 'close' || kind === 'reopen' || kind === 'trash' || kind === 'restore')
      return tasks[kind].mutate({ id })
    if (kind === 'many') return many({ priority, startDate, estimate, addLabelIds: [label.id] })
    return many(kind === 'many trash' ? { trashed: isOn } : { statusId })
  }

  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (steps) => {
      const states = [await rowsOf(projectId)]
      const acts: string[] = []
      for (const step of steps) {
        // What is in the trash refuses what is done to it.
        const done = await perform(step).catch((error) => {
          if (error.data?.httpStatus >= 500) throw error
        })
        if (!done?.actionId) continue
        acts.push(done.actionId)
        states.push(await rowsOf(projectId))
      }
      const redos: string[] = []
      for (const [back, actionId] of acts.toReversed().entries()) {
        const { left, actionId: undone } = await undo(actionId)
        expect({ left, rows: await rowsOf(projectId) }).toEqual({
          left: [],
          rows: states.at(-2 - back),
        })
        redos.unshift(undone ?? '')
      }
      for (const [nth, actionId] of redos.entries()) {
        expect(await undo(actionId)).toMatchObject({ left: [] })
        expect(await rowsOf(projectId)).toEqual(states[nth + 1])
      }
      for (const actionId of acts.toReversed()) await undo(actionId)
      expect(await rowsOf(projectId)).toEqual(states[0])
    }),
    { numRuns: 8 },
  )
})

test('what others have changed since stays, is named, and the rest goes back', async () => {
  const { projectId, ids, id } = await filled(3)
  const before = await rowsOf(projectId)
  const { actionId } = await alice.calls.tasks.changeMany.mutate({
    ...{ projectId, ids, change: { priority: 'high', dueDate: '2026-12-04' } },
  })
  const bobs = { id, version: await versionOf(id), priority: 'urgent' as const }
  await bob.calls.tasks.change.mutate(bobs)
  const [, thrown = '', kept] = ids
  await bob.calls.tasks.trash.mutate({ id: thrown })
  const answer = await undo(actionId)
  expect(answer).toMatchObject({ changed: 2, actionId: expect.any(String) })
  const by = { by: bob.id, at: expect.any(String) }
  expect(answer.left).toEqual([
    {
      ...{ taskId: id, key: 'UNDO2-1', field: 'priority', reason: 'changed', ...by },
      ...{ yours: 'high', theirs: 'urgent' },
    },
    { taskId: thrown, key: 'UNDO2-2', field: 'task', reason: 'in_trash', ...by },
  ])
  expect(await rowsOf(projectId)).toEqual([
    { ...before[0], priority: 'urgent' },
    { ...before[1], priority: 'high', dueDate: '2026-12-04', isThrown: true },
    { ...before[2], id: kept },
  ])
  const again = await undo(actionId)
  expect(again).toMatchObject({ changed: 0, actionId: null })
})

test('a created task goes to the trash, unless others have gone on with it', async () => {
  const { projectId } = await filled(0)
  const make = () => alice.calls.tasks.create.mutate({ projectId, title: 'Made' })
  const [mine, theirs] = [await make(), await make()]
  await bob.calls.comments.create.mutate({ taskId: theirs.id, text: 'Good' })
  const undone = await undo(mine.actionId)
  expect(undone.tasks).toMatchObject([{ id: mine.id, trashedAt: expect.any(String) }])
  expect(await undo(theirs.actionId)).toMatchObject({
    ...{ changed: 0, left: [{ taskId: theirs.id, field: 'task', reason: 'changed', by: bob.id }] },
  })
  expect(await undo(undone.actionId)).toMatchObject({ tasks: [{ id: mine.id, trashedAt: null }] })
})

test('what a field had before and is gone by now does not come back', async () => {
  const { projectId, id, label, statusIn } = await filled(1)
  const status = await alice.calls.statuses.create.mutate({
    ...{ projectId, name: 'Waiting', group: 'started' },
  })
  const { tasks } = alice.calls
  const change = async (fields: object) =>
    tasks.change.mutate({ id, version: await versionOf(id), ...fields })
  await change({ labelIds: [label.id], assigneeIds: [bob.id] })
  await tasks.move.mutate({ id, statusId: status.id })
  const moved = await tasks.move.mutate({ id, statusId: statusIn('completed') })
  const changed = await change({ labelIds: [], priority: 'low' })
  await alice.calls.labels.delete.mutate({ projectId, id: label.id })
  await alice.calls.statuses.delete.mutate({
    ...{ projectId, id: status.id, targetId: statusIn('started') },
  })
  expect(await undo(moved.actionId)).toMatchObject({
    left: [{ field: 'statusId', reason: 'unknown' }],
  })
  expect(await undo(changed.actionId)).toMatchObject({
    left: [{ field: 'labelIds', reason: 'unknown' }],
  })
  expect(await rowsOf(projectId)).toMatchObject([{ priority: 'none', labelIds: [] }])

  const last = await change({ title: 'Gone soon' })
  await tasks.trash.mutate({ id })
  await tasks.purge.mutate({ id })
  expect(await undo(last.actionId)).toMatchObject({
    ...{ changed: 0, actionId: null, left: [{ taskId: id, field: 'task', reason: 'gone' }] },
  })
})

test('the place of a moved task comes back beside whatever has been put there since', async () => {
  const { projectId, ids, statusIn } = await filled(4)
  const [a, b, c, d] = ids
  const statusId = statusIn('unstarted')
  const move = (id = '', beforeId = '', who = alice) =>
    who.calls.tasks.move.mutate({ id, statusId, beforeId })
  await move(d, c)
  const { actionId } = await move(d, a)
  await move(b, c, bob)
  await undo(actionId)
  expect((await rowsOf(projectId)).map(({ id }) => id)).toEqual([a, b, d, c])
})

test('an act is undone by who did it, while they may change the project, for so many days', async () => {
  const { projectId, id, label } = await filled(1, 'private')
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'member' })
  const { actionId } = await bob.calls.tasks.close.mutate({ id })
  const later = (days: number) => bob.at(new Date(Date.now() + days * 86_400_000)).actions
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error) => error.data,
    )
  expect(await refusal(undo(actionId))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusal(undo(randomUUID(), bob))).toMatchObject({ code: 'NOT_FOUND' })
  expect(
    await refusal(later(UNDO_DAYS + 1).undo.mutate({ actionId: actionId ?? '' })),
  ).toMatchObject({ code: 'CONFLICT', reason: 'too_old', limit: UNDO_DAYS })
  const { rows } = await system.rows.query(
    `select "actionId" from "Event" where type = 'label.created' and changes->'id'->>1 = $1`,
    [label.id],
  )
  expect(await refusal(undo(rows[0].actionId))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'not_undoable' },
  })
  await alice.calls.members.changeRole.mutate({ projectId, userId: bob.id, role: 'viewer' })
  expect(await refusal(undo(actionId, bob))).toMatchObject({ code: 'FORBIDDEN' })
})
