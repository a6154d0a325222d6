import { expect, test } from '@jest/globals'
import { expanded, learnNames, type ShortNames, shortened, shortNameOf } from './short-names.ts'

const idOf = (nth: number) => `01890000-0000-7000-8000-00000000000${nth}`
const person = (name: string, nth: number) => `[@${name}](user:${idOf(nth)})`
const team = (name: string, nth: number) => `[@${name}](team:${idOf(nth)})`

const written = (text: string) => {
  const names: ShortNames = new Map()
  learnNames(names, text)
  return { names, short: shortened(text, names) }
}

test.each([
  [`${person('김지은', 1)}님께`, '@김지은님께'],
  [`${person('Ann', 1)}, ${team('Design', 2)}: look`, '@Ann, @Design: look'],
  [`**${person('Ann', 1)}** and ${person('Ann', 1)}`, '**@Ann** and @Ann'],
  // Of two with one name, one is told from the other.
  [`${person('Ann', 1)} ${person('Ann', 2)}`, `@Ann ${person('Ann', 2)}`],
  [`${person('김지', 1)}, ${person('김지은', 2)}`, '@김지, @김지은'],
  [team(String.raw`Support \[EU\]`, 1), '@Support [EU]'],
])('a field shows %s as %s, and keeps whom it names', (text, short) => {
  const { names, short: shown } = written(text)
  expect(shown).toBe(short)
  expect(expanded(shown, names)).toBe(text)
})

test.each([
  ['a name that letters follow', `${person('Ann', 1)}abel`],
  ['a name behind letters', `a${person('Ann', 1)}`],
  ['one that would be read as another', `${person('김지', 1)}은, ${person('김지은', 2)}`],
  ['no link to somebody', '[@Ann](https://example.org) @Ann [@Ann](user:none)'],
])('a field shows as it is %s', (_what, text) => {
  const { names, short } = written(text)
  expect([short, expanded(short, names)]).toEqual([text, text])
})

test('a name that names nobody is not taken for one that does, until somebody writes on', () => {
  const text = `${person('Ann', 1)} and @Ann`
  const { names, short } = written(text)
  expect(short).toBe(text)
  expect(expanded(`${short}!`, names)).toBe(`${person('Ann', 1)} and ${person('Ann', 1)}!`)
})

test('whom somebody goes on to write of is meant too, and half a name is not', () => {
  const { names } = written(person('김지은', 1))
  expect(expanded('@김지은 @김지 a@김지은', names)).toBe(`${person('김지은', 1)} @김지 a@김지은`)
  expect(shortNameOf(person('김지은', 1))).toBe('@김지은')
  expect(shortNameOf('WEB-42')).toBeUndefined()
})
