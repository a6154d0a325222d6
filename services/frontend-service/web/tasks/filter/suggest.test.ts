import { expect, test } from '@jest/globals'
import { suggestionsAt } from './suggest.ts'

const labels = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({ id: `${nth}`, name: `Bug ${nth}`, color: 'red' }))
const offered = (text: string, count: number) =>
  suggestionsAt(text, text.length, { statuses: [], labels: labels(count), people: [] }, 'en')

test('where more is known than is offered, it says so, until what is typed leaves the others out', () => {
  expect(offered('label:bug', 8)).toMatchObject({ hasMore: false })
  expect(offered('label:bug', 9)).toMatchObject({ hasMore: true })
  expect(offered('label:bug', 9).items).toHaveLength(8)
  expect(offered('label:bug8', 9)).toMatchObject({ hasMore: false, items: [{ text: 'Bug 8' }] })
})
