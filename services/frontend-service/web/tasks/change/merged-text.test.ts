import { expect, test } from '@jest/globals'
import { fc } from '../../../../testing/property.ts'
import { changeOf, mergedText } from './merged-text.ts'

test.each([
  ['[ ] a [ ] b', '[x] a [ ] b', '[ ] a [x] b', '[x] a [x] b'],
  ['[ ] a [x] b', '[ ] a [ ] b', '[x] a [x] b', '[x] a [ ] b'],
  ['one two', 'One two', 'one two three', 'One two three'],
  ['가 나 다', '가 라 나 다', '가 나', '가 라 나'],
  ['a', 'b', 'b', 'b'],
])('changes that lie apart are both kept: %j', (base, mine, theirs, merged) => {
  expect(mergedText(base, mine, theirs)).toBe(merged)
  expect(mergedText(base, theirs, mine)).toBe(merged)
})

test.each([
  ['one', 'two', 'three'],
  ['a b', 'a x b', 'a y b'],
  ['ab', 'axb', 'ayb'],
  ['', 'mine', 'theirs'],
])('changes that touch are for people to settle: %j', (base, mine, theirs) => {
  expect(mergedText(base, mine, theirs)).toBeUndefined()
})

test.each([
  ['so 😀!', 'so 😁!', '😀', '😁'],
  ['so 😀!', 'so 🨀!', '😀', '🨀'],
  ['😀', '😀😁', '', '😁'],
])('an emoji changes whole: %s → %s', (before, after, went, came) => {
  const { from, to, text } = changeOf(before, after)
  expect([before.slice(from, to), text]).toEqual([went, came])
})

test('who changed nothing stands in nobody’s way', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (base, text) => {
      const [forward, back] = [mergedText(base, text, base), mergedText(base, base, text)]
      for (const merged of [forward, back]) expect([text, undefined]).toContain(merged)
    }),
  )
})
