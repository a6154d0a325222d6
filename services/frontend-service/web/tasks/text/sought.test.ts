import { expect, test } from '@jest/globals'
import { fc } from '../../../../testing/property.ts'
import { soughtAt } from './sought.ts'

/** The caret stands at `|`. */
const at = (marked: string) => {
  const caret = marked.indexOf('|')
  const value = marked.replace('|', '')
  return soughtAt({ value, selectionStart: caret, selectionEnd: caret })
}

test.each([
  ['@|', 'person', ''],
  ['@지|', 'person', '지'],
  ['안녕 @Jieun K| 하세요', 'person', 'Jieun K'],
  ['(@bob|', 'person', 'bob'],
  ['first\n@a|', 'person', 'a'],
  ['#로그인|', 'task', '로그인'],
  ['see WEB-4|2', 'task', 'WEB-4'],
  ['WEB-42|', 'task', 'WEB-42'],
  ['@지은 see WEB-42|', 'task', 'WEB-42'],
  ['see WEB-4|2 with [@Design](team:0193)', 'task', 'WEB-4'],
])('%s begins a %s named "%s"', (marked, kind, text) => {
  expect(at(marked)).toMatchObject({ kind, text })
})

test.each([
  '|',
  'mail@host|',
  '# Heading|',
  '## |',
  'web-4|',
  'UTF-|',
  'a #|',
  '`WEB-1|',
  '@ |',
  '@bob\n|',
  '[@Des|ign](team:0193)',
  '[@Supp|ort \\[EU\\]](team:0193)',
  '[@Design](team:0193)|',
  '[@김지|은](user:0193)님께',
  '[@김지은](user:0193)|',
])('%s begins nothing', (marked) => {
  expect(at(marked)).toBeUndefined()
})

test('nothing is begun where something is selected', () => {
  expect(soughtAt({ value: '@bob', selectionStart: 1, selectionEnd: 4 })).toBeUndefined()
})

test('what is found ends at the caret and lies in its line, whatever the text', () => {
  const letters = fc.constantFrom('@', '#', ' ', '\n', 'A', 'b', '가', '-', '1', '(')
  const texts = fc.array(letters, { maxLength: 200 }).map((all) => all.join(''))
  fc.assert(
    fc.property(texts, fc.nat(200), (value, place) => {
      const caret = Math.min(place, value.length)
      const found = soughtAt({ value, selectionStart: caret, selectionEnd: caret })
      if (!found) return
      expect(found.to).toBe(caret)
      expect(found.from).toBeLessThan(caret)
      expect(value.slice(found.from, caret)).not.toContain('\n')
      expect(value.slice(found.from, caret)).toContain(found.text)
    }),
  )
})
