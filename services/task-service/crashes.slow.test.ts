import { expect, test } from '@jest/globals'
import { crashes } from './testing/crashes.ts'

const ROUNDS = 20

test('twenty crashes of service and database lose no acknowledged task and double none', async () => {
  const end = await crashes(ROUNDS)
  const { acknowledged, unanswered, found, repeated, seconds } = end
  const lost = [...acknowledged].filter(([title, id]) => found.get(title)?.ids[0] !== id)
  const doubled = [...found].filter(([, { ids, created }]) => ids.length > 1 || created > 1)
  const there = [...unanswered].filter((title) => found.has(title)).length
  console.log(
    `${ROUNDS} crashes in ${seconds.toFixed(1)} s: ${acknowledged.size} tasks acknowledged, ${lost.length} lost, ` +
      `${doubled.length} doubled; ${unanswered.size} without an answer, ${there} of them there`,
  )
  expect({ lost, doubled, refusals: end.refusals }).toEqual({ lost: [], doubled: [], refusals: [] })
  expect(Object.fromEntries(repeated)).toEqual(Object.fromEntries(acknowledged))
  expect(unanswered.size).toBeGreaterThan(ROUNDS / 2)
})
