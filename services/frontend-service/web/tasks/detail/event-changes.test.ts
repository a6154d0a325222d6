import { expect, test } from '@jest/globals'
import { m } from '../../messages.ts'
import { planWords } from '../fields/plan-words.ts'
import { activityWords } from './activity-words.ts'
import { changesOf } from './event-changes.ts'

const seen = { project: undefined, nameOf: String, timeZone: 'UTC' }
const told = (changes: Record<string, unknown>) =>
  changesOf({ type: 'relation.deleted', projectId: null, named: null, changes }, seen)

test.each([
  ['out', m.tasks.sides.blocks],
  ['in', m.tasks.sides.waits],
])('a relation to a task that the reader does not see is told from side %s', (side, word) => {
  const changes = { id: ['r', null], kind: ['blocks', null], side: [side, null] }
  expect(told(changes)).toEqual([{ name: undefined, removed: word }])
})

test('people that a task had where the reader sees nothing are not said to have been none', () => {
  const event = { type: 'task.moved_in' as const, projectId: null, named: null }
  const assigneeIds = (after: string[]) =>
    changesOf({ ...event, changes: { assigneeIds: [null, after] } }, seen)
  expect(assigneeIds(['Mina', 'Bob'])).toMatchObject([{ after: 'Mina, Bob' }])
  expect(assigneeIds(['Mina'])[0]?.before).toBeUndefined()
  expect(assigneeIds([])).toEqual([])
})

test('a relation of which the log kept no side is said to be neither one', () => {
  const { kinds } = activityWords()
  expect(told({ id: ['r', null], kind: ['blocks', null] })).toEqual([
    { name: undefined, removed: kinds.blocks },
  ])
  expect(Object.values(m.tasks.sides)).not.toContain(kinds.blocks)
})

test('a start and a due date are told with their times by the clock of the reader, and a time alone with its own name', () => {
  const event = { type: 'task.updated' as const, projectId: null, named: null }
  const time = (clock: string) => `${clock}[Asia/Seoul]`
  for (const end of ['start', 'due'] as const) {
    const [date, at] = [`${end}Date`, `${end}Time`]
    const day = { [date]: [null, '2031-12-01'], [at]: [null, time('15:00')] }
    const [told, ...more] = changesOf({ ...event, changes: day }, seen)
    expect([told?.before, told?.after?.replaceAll('\u202f', ' ')]).toEqual([
      ...[activityWords().none, expect.stringMatching(/6:00/)],
    ])
    expect(more).toEqual([])
    const changes = { [at]: [time('15:00'), time('16:00')] }
    expect(changesOf({ ...event, changes }, seen)).toMatchObject([
      { name: planWords()[`${end}Time`], before: expect.stringMatching(/3:00|15:00/) },
    ])
  }
})
