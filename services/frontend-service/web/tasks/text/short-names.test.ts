import { expect, test } from '@jest/globals'
import { shortNames } from './short-names.ts'

const idOf = (nth: number) => `01890000-0000-7000-8000-00000000000${nth}`
const person = (name: string, nth: number) => `[@${name}](user:${idOf(nth)})`
const team = (name: string, nth: number) => `[@${name}](team:${idOf(nth)})`

const fieldOf = (text: string) => {
  const names = shortNames()
  return { ...names, short: names.shown(text) }
}

test.each([
  [`${person('김지은', 1)}님께`, '@김지은님께'],
  [`${person('Ann', 1)}, ${team('Design', 2)}: look`, '@Ann, @Design: look'],
  [`**${person('Ann', 1)}** and ${person('Ann', 1)}`, '**@Ann** and @Ann'],
  // Of two with one name, one is told from the other.
  [`${person('Ann', 1)} ${person('Ann', 2)}`, `@Ann ${person('Ann', 2)}`],
  [`${person('김지', 1)}, ${person('김지은', 2)}`, '@김지, @김지은'],
  [team(String.raw`Support \[EU\]`, 1), '@Support [EU]'],
  [`${person('Jean-Luc', 1)}, ${person('José', 2)}의`, '@Jean-Luc, @José의'],
])('a field shows %s as %s, and keeps whom it names', (text, short) => {
  const { short: shown, stored } = fieldOf(text)
  expect(shown).toBe(short)
  expect(stored(shown)).toBe(text)
})

test.each([
  ['a name that letters follow', `${person('Ann', 1)}abel`],
  ['a name behind letters', `a${person('Ann', 1)}`],
  ['one that would be read as another', `${person('김지', 1)}은, ${person('김지은', 2)}`],
  ['no link to somebody', '[@Ann](https://example.org) @Ann [@Ann](user:none)'],
  ['one that code has', `\`${person('Ann', 1)}\``],
])('a field shows as it is %s', (_what, text) => {
  const { short, stored } = fieldOf(text)
  expect([short, stored(short)]).toEqual([text, text])
})

test('a name that names nobody is not taken for one that does, whatever else somebody writes beside it', () => {
  const text = `${person('Ann', 1)} and @Ann`
  const { shown, short, stored, chosen } = fieldOf(text)
  expect(short).toBe(text)
  expect(stored(`${short}!`)).toBe(`${text}!`)
  // Whom somebody chooses is named all the same.
  const next = `${text}, ${chosen(person('Max', 2), text)}`
  expect(next).toBe(`${text}, ${person('Max', 2)}`)
  expect([shown(next), stored(next)]).toEqual([next, next])
  // The next text begins anew.
  expect([shown(''), shown(person('Max', 2))]).toEqual(['', '@Max'])
})

test('whom somebody goes on to write of is meant too; half a name is not, nor what goes on in its letters', () => {
  const { stored } = fieldOf(`${person('김지은', 1)} ${person('José', 2)} ${person('ann', 3)}`)
  expect(stored('@김지은 @김지 a@김지은')).toBe(`${person('김지은', 1)} @김지 a@김지은`)
  expect(stored('@김지은2, @김지은은')).toBe(`@김지은2, ${person('김지은', 1)}은`)
  expect(stored('@Joséphine @José')).toBe(`@Joséphine ${person('José', 2)}`)
  expect(stored('@ann_lee @ann2 @ann.')).toBe(`@ann_lee @ann2 ${person('ann', 3)}.`)
})

test('what stands in code names nobody', () => {
  const ann = person('Ann', 1)
  const { stored } = fieldOf(ann)
  expect(stored('@Ann: `@Ann x`, ``a ` @Ann``')).toBe(`${ann}: \`@Ann x\`, \`\`a \` @Ann\`\``)
  expect(stored('```\n@Ann\n\n@Ann\n```\n@Ann')).toBe(`\`\`\`\n@Ann\n\n@Ann\n\`\`\`\n${ann}`)
  // A tick that is alone in its paragraph, or escaped, begins none.
  expect(stored('5` @Ann\n\n3` @Ann')).toBe(`5\` ${ann}\n\n3\` ${ann}`)
  expect(stored('\\`@Ann `')).toBe(`\\\`${ann} \``)
})

test('whom somebody chooses stands by name, unless the name stands there already', () => {
  const { chosen } = fieldOf('')
  expect(chosen(person('Ann', 1), 'Hello ')).toBe('@Ann')
  expect(chosen(person('Max', 2), 'Hello @Max')).toBe(person('Max', 2))
  expect(chosen('WEB-42', '')).toBe('WEB-42')
})
