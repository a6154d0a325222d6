import { expect, test } from '@jest/globals'
import { excerptWithNames } from './plain-names.ts'

const id = '01890000-0000-7000-8000-000000000001'
const gone = '01890000-0000-7000-8000-000000000002'
const shown = (text: string) => excerptWithNames(text, (of) => (of === id ? '@Jieun' : undefined))

test.each([
  [`Ask [@지은](user:${id})님, **now**`, 'Ask @Jieun님, **now**'],
  [`[@Old \\[EU\\]](team:${id}), [@Max](user:${gone})`, '@Old [EU], @Max'],
  [`[her](user:${id}) and [](user:${id})`, '@Jieun and @Jieun'],
  [
    '[@Olga](user:none) [site](https://example.org)',
    '[@Olga](user:none) [site](https://example.org)',
  ],
])('a text that is not formatted, %s, reads %s', (text, words) => {
  expect(shown(text)).toBe(words)
})

test.each([
  [`…은](user:${id})님께`, '…@Jieun님께'],
  [`…ax](user:${gone}) looks`, '…ax looks'],
  [`…](user:${id}) looks`, '…@Jieun looks'],
  [`…er:${id}) looks`, '… looks'],
  [`…${id.slice(20)}) looks`, '… looks'],
  [`Ask [@Max](user:${id.slice(0, 20)}…`, 'Ask @Max…'],
  ['Ask [@Max](us…', 'Ask @Max…'],
  ['See [site](htt…', 'See [site](htt…'],
  ['- [x]…', '- [x]…'],
  ['…) then', '…) then'],
])('of an excerpt that begins or ends within a name, %s, no id is left', (text, words) => {
  expect(shown(text)).toBe(words)
})
