import { expect, test } from '@jest/globals'
import { fc } from '../../../../testing/property.ts'
import { toggledBox } from './boxes.ts'

test.each([
  ['- [ ] a\n- [x] b', 0, '- [x] a\n- [x] b'],
  ['- [ ] a\n- [x] b', 1, '- [ ] a\n- [ ] b'],
  ['1. [X] 하나\n2) [ ] 둘', 0, '1. [ ] 하나\n2) [ ] 둘'],
  ['* [ ] a\n  - [ ] b\n    + [ ] c', 2, '* [ ] a\n  - [ ] b\n    + [x] c'],
  ['> - [ ] quoted', 0, '> - [x] quoted'],
  ['```\n- [ ] code\n```\n\n- [ ] real', 0, '```\n- [ ] code\n```\n\n- [x] real'],
  [
    '`- [ ] code`\n\n    - [ ] code\n\n- [ ] real',
    0,
    '`- [ ] code`\n\n    - [ ] code\n\n- [x] real',
  ],
  ['- [ ] [ ] twice', 0, '- [x] [ ] twice'],
  ['a\r\n- [ ] b\r\n', 0, 'a\r\n- [x] b\r\n'],
])('one check box changes and nothing else: %j', (text, nth, changed) => {
  expect(toggledBox(text, nth)).toBe(changed)
  expect(toggledBox(changed, nth)?.toLowerCase()).toBe(text.toLowerCase())
})

test('a box that is not there changes nothing', () => {
  expect(toggledBox('- [ ] a', 1)).toBeUndefined()
  expect(toggledBox('[ ] a', 0)).toBeUndefined()
})

test('in any text a box is changed alone, or not at all', () => {
  const lines = [
    '- [ ] a',
    '- [x] b',
    '  - [ ] c',
    '> - [ ] d',
    '```',
    '    - [ ] e',
    '',
    'text',
    '1. [ ] f',
    '- - [ ] g',
  ]
  const text = fc.array(fc.constantFrom(...lines), { maxLength: 12 }).map((all) => all.join('\n'))
  fc.assert(
    fc.property(text, fc.nat(8), (before, nth) => {
      const after = toggledBox(before, nth)
      if (after === undefined) return
      const differs = [...before].flatMap((letter, at) => (letter === after[at] ? [] : [at]))
      expect(after).toHaveLength(before.length)
      expect(differs).toHaveLength(1)
    }),
  )
})
