import { expect, test } from '@jest/globals'
import { continued, type Edit, indented, linkedTo, marked } from './typing.ts'

/** `|` is the caret; two of them are the ends of what is selected. */
function written(text: string) {
  const [before = '', middle = '', after] = text.split('|')
  const selectionStart = before.length
  return after === undefined
    ? { value: before + middle, selectionStart, selectionEnd: selectionStart }
    : {
        value: before + middle + after,
        selectionStart,
        selectionEnd: selectionStart + middle.length,
      }
}
function done(text: string, edit: Edit | undefined) {
  if (!edit) return undefined
  const { value } = written(text)
  const next = value.slice(0, edit.from) + edit.text + value.slice(edit.to)
  const [start, end] = edit.select ?? [edit.from + edit.text.length, edit.from + edit.text.length]
  const parts = [next.slice(0, start), ...(start === end ? [] : [next.slice(start, end)])]
  return [...parts, next.slice(end)].join('|')
}

test.each([
  ['- 하나|', '- 하나\n- |'],
  ['1. a|', '1. a\n2. |'],
  ['9) a|b', '9) a\n10) |b'],
  ['- [x] a|', '- [x] a\n- [ ] |'],
  ['  * a|', '  * a\n  * |'],
  ['> a|', '> a\n> |'],
  ['> - a|', '> - a\n> - |'],
  ['- a\n- |', '- a\n|'],
  ['- a\n- [ ] |\nb', '- a\n|\nb'],
  ['> |', '|'],
])('Enter goes on with a list or ends it: %j', (text, next) => {
  expect(done(text, continued(written(text)))).toBe(next)
})

test.each(['text|', '|- a', '-|', '- |a|', 'a - b|', '2026. 11. 28. 회의|', '1. |x|', ''])(
  'Enter is only a new line in %j',
  (text) => {
    expect(continued(written(text))).toBeUndefined()
  },
)

test.each([
  ['a |b| c', '**', 'a **|b|** c'],
  ['a **|b|** c', '**', 'a |b| c'],
  ['|', '**', '**|**'],
  ['**|**', '**', '|'],
  ['|가나|를', '`', '`|가나|`를'],
])('marks go around what is selected and come off again: %j', (text, mark, next) => {
  expect(done(text, marked(written(text), mark))).toBe(next)
})

test('Tab indents items, Shift Tab takes it back, and neither touches other text', () => {
  expect(done('- a\n- b|', indented(written('- a\n- b|'), false))).toBe('- a\n  - b|')
  expect(done('- a\n  - b|', indented(written('- a\n  - b|'), true))).toBe('- a\n- b|')
  expect(done('|- a\n- b|', indented(written('|- a\n- b|'), false))).toBe('  |- a\n  - b|')
  expect(done('- a|', indented(written('- a|'), true))).toBe('- a|')
  expect(indented(written('text|'), false)).toBeUndefined()
})

test('a pasted address makes a link of words, and of nothing else', () => {
  const url = 'https://example.com/a'
  expect(done('see |docs|', linkedTo(written('see |docs|'), url))).toBe(`see [docs](${url})|`)
  expect(linkedTo(written('see |'), url)).toBeUndefined()
  expect(linkedTo(written('|docs|'), 'javascript:alert(1)')).toBeUndefined()
  expect(linkedTo(written('|https://a.example|'), url)).toBeUndefined()
})
