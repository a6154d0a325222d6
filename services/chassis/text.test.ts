import { expect, test } from '@jest/globals'
import { fc } from '../testing/property.ts'
import { day, id, line, text, timeZone } from './text.ts'

const complaint = (schema: ReturnType<typeof text> | ReturnType<typeof line>, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message)

test('text is trimmed, composed and counted in characters', () => {
  expect(text(2).parse('  \u1112\u1161\u11ab\u1100\u1173\u11af \n')).toBe('한글')
  expect(text(3).parse('👩👩👩')).toBe('👩👩👩')
  expect(complaint(text(2), '👩👩👩')).toEqual(['must have at most 2 characters'])
  expect(complaint(text(20_000), 'x'.repeat(20_001))).toEqual([
    'must have at most 20,000 characters',
  ])
})

test('blank text is empty, and empty text is refused unless it may be', () => {
  expect(complaint(text(10), ' \n\t ')).toEqual(['must not be empty'])
  expect(complaint(text(10, 3), 'ab')).toEqual(['must have at least 3 characters'])
  expect(text(10, 0).parse(' ')).toBe('')
})

test.each([
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['a zero-width space', '\u200b'],
  ['a Braille blank', '\u2800'],
  ['a word joiner', '\u2060'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['joiners and marks of direction', '\u200c\u200d\u200e\u202e\u2066\u061c'],
  ['marks without a letter', '\u0301\u20dd\u3099'],
  ['selectors of a variant', '\ufe0f\u{e0100}'],
  ['tags', '\u{e0041}\u{e007f}'],
  ['invisible operators', '\u2061\u2062\u2063\u2064'],
  ['blanks of all widths', '\u00a0\u1680\u2000\u200a\u202f\u205f\u3000'],
  ['an empty notehead', '\u{1d159}'],
])('%s alone is no text', (_, invisible) => {
  for (const value of [invisible, invisible.repeat(5), ` ${invisible} `])
    for (const schema of [text(50), line(50)])
      expect(complaint(schema, value)).toEqual(['must not be empty'])
  expect(text(50).parse(`회${invisible}의`)).toContain('회')
})

test('emoji, letters with marks and unknown characters are seen', () => {
  for (const value of ['👩‍👩‍👧', '❤️', '1️⃣', 'é', 'ㅏ', 'ᄒ', '⠁', '.', '\u{1faea}', '\ue000'])
    expect(complaint(text(50), value)).toBeUndefined()
})

test('what PostgreSQL refuses or changes never reaches it', () => {
  expect(complaint(text(10), 'a\u0000b')).toEqual(['must not contain a NUL character'])
  for (const broken of ['\ud83d', 'a\udc00b', '\udc00\ud83d'])
    expect(complaint(text(10), broken)).toEqual(['contains a broken character'])
})

test.each([[['a']], [{ contains: '' }], [{ not: 1 }], [7], [null], [undefined], [true]])(
  '%j is not text',
  (value) => {
    expect(text(10).safeParse(value).success).toBe(false)
    expect(line(10).safeParse(value).success).toBe(false)
  },
)

test('a line keeps no line break', () => {
  expect(line(20).parse('one\r\ntwo\tthree\u2028four')).toBe('one two three four')
  expect(text(20).parse('one\ntwo')).toBe('one\ntwo')
})

test('whatever is accepted fits, is composed and stays as it is when read again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      const { success, data } = text(50).safeParse(value)
      if (!success) return
      expect([...data].length).toBeLessThanOrEqual(50)
      expect(data).toBe(data.normalize('NFC').trim())
      expect(text(50).parse(data)).toBe(data)
    }),
  )
})

test('an id is the same text in upper and lower case', () => {
  const lower = '01a223b7-fed6-71a8-9c39-7632d34f1bea'
  for (const spelling of [lower, lower.toUpperCase()]) expect(id.parse(spelling)).toBe(lower)
  expect(id.safeParse(`${lower}0`).success).toBe(false)
})

test('a day is a real day between 1970 and 2199', () => {
  expect(day.parse('2028-02-29')).toBe('2028-02-29')
  for (const wrong of [
    '2027-02-29',
    '0001-01-01',
    '9999-12-31',
    '2200-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    20260101,
  ])
    expect([wrong, day.safeParse(wrong).success]).toEqual([wrong, false])
})

test('a time zone is one that exists', () => {
  for (const zone of ['Asia/Seoul', 'Pacific/Kiritimati', 'UTC'])
    expect(timeZone.parse(zone)).toBe(zone)
  for (const zone of ['Mars/Base', '', 'x'.repeat(65), 9, ['UTC']])
    expect(timeZone.safeParse(zone).success).toBe(false)
})
