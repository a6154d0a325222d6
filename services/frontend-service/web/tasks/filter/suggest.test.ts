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

test('the words of a field are offered in the language of the screen, with their twins', () => {
  const texts = (text: string, language: 'ko' | 'en') =>
    suggestionsAt(text, text.length, { statuses: [], labels: [], people: [] }, language).items.map(
      ({ text, twin }) => `${text} ${twin}`,
    )
  expect(texts('par', 'en')).toEqual(['parent 상위'])
  expect(texts('-상위', 'ko')).toEqual(['상위 parent'])
  expect(texts('parent:', 'en')).toEqual(['none 없음'])
  expect(texts('is:bl', 'en')).toEqual(['blocked 막힘'])
  expect(texts('조건:막', 'ko')).toEqual(['막힘 blocked'])
  expect(texts('has:comment,', 'en')).toEqual([
    ...['comment 댓글', 'file 파일', 'checklist 체크리스트', 'subtask 하위작업'],
  ])
})
