import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Lexer, type Token, type TokensList } from 'marked'
import { fc } from '../../../../testing/property.ts'
import { htmlOf } from './markdown-html.ts'

const inParagraph = (html: string) => `<p>${html}</p>\n`
const link = (href: string, text = href) => `<a href="${href}">${text}</a>`

test.each([
  ['**중요(important)**합니다', '<strong>중요(important)</strong>합니다'],
  ['**"따옴표"**는', '<strong>&quot;따옴표&quot;</strong>는'],
  ['그는 **“인용”**이라고', '그는 <strong>“인용”</strong>이라고'],
  ['그는**“인용”**이라고', '그는<strong>“인용”</strong>이라고'],
  ['**50%**를', '<strong>50%</strong>를'],
  ['**끝.**입니다', '<strong>끝.</strong>입니다'],
  ['**`코드`**를', '<strong><code>코드</code></strong>를'],
  ['**a(b)**를 **c(d)**와', '<strong>a(b)</strong>를 <strong>c(d)</strong>와'],
  ['*중요(important)*합니다', '<em>중요(important)</em>합니다'],
  ['***중요(important)***합니다', '<em><strong>중요(important)</strong></em>합니다'],
  ['_중요_합니다', '<em>중요</em>합니다'],
  ['_중요(important)_합니다', '<em>중요(important)</em>합니다'],
  ['__중요(important)__합니다', '<strong>중요(important)</strong>합니다'],
  ['~~취소(cancelled)~~됨', '<del>취소(cancelled)</del>됨'],
  ['~~“인용”~~은', '<del>“인용”</del>은'],
  ['`코드()`를', '<code>코드()</code>를'],
  ['``코드`()``를', '<code>코드`()</code>를'],
  ['[문서(doc)](https://a.example)를', `${link('https://a.example', '문서(doc)')}를`],
  ['**[문서](https://a.example)**를', `<strong>${link('https://a.example', '문서')}</strong>를`],
  ['snake_case_name', 'snake_case_name'],
  ['변수_이름_값', '변수_이름_값'],
  ['오전 9~10시, 오후 2~3시', '오전 9~10시, 오후 2~3시'],
])('marks close before Korean: %s', (text, html) => {
  expect(htmlOf(text)).toBe(inParagraph(html))
})

const site = 'https://example.com'

test.each([
  [`${site}/a를`, `${link(`${site}/a`)}를`],
  [`${site}/a에서는 된다`, `${link(`${site}/a`)}에서는 된다`],
  [`${site}/에서 확인`, `${link(`${site}/`)}에서 확인`],
  [`${site}를`, `${link(site)}를`],
  [`${site}참고`, `${link(site)}참고`],
  [`${site}/a?b=1&c=2은`, `${link(`${site}/a?b=1&amp;c=2`)}은`],
  [`(${site}/a)를`, `(${link(`${site}/a`)})를`],
  [`“${site}/a”는`, `“${link(`${site}/a`)}”는`],
  [`"${site}/a"를`, `&quot;${link(`${site}/a`)}&quot;를`],
  [`${site}/a를.`, `${link(`${site}/a`)}를.`],
  [`${site}/a입니다`, `${link(`${site}/a`)}입니다`],
  [`<${site}/a>를`, `${link(`${site}/a`)}를`],
  [`**${site}/a**를`, `<strong>${link(`${site}/a`)}</strong>를`],
  ['www.example.com은', `${link('http://www.example.com', 'www.example.com')}은`],
  ['a@example.com으로', `${link('mailto:a@example.com', 'a@example.com')}으로`],
  [
    'https://ko.wikipedia.org/wiki/서울 참고',
    `${link('https://ko.wikipedia.org/wiki/%EC%84%9C%EC%9A%B8', 'https://ko.wikipedia.org/wiki/서울')} 참고`,
  ],
  [`${site}/a_(b).`, `${link(`${site}/a_(b)`)}.`],
])('a bare link ends before Korean: %s', (text, html) => {
  expect(htmlOf(text)).toBe(inParagraph(html))
})

test.each([
  ['quotes', '>'.repeat(1900), '>'],
  ['lists', '- '.repeat(1200), '- '],
  ['numbered lists', '1. '.repeat(1200), '1. '],
  ['both', '> - '.repeat(2500), '> - '],
])('%s beyond ten levels are shown as they were typed', (_, marks, mark) => {
  const html = htmlOf(`${marks}a`)
  expect(html.match(/<(blockquote|ul|ol)>/g)?.length).toBeLessThanOrEqual(10)
  expect(html).toContain(mark.repeat(100).trim().replaceAll('>', '&gt;'))
})

test('HTML that somebody wrote is text', () => {
  expect(htmlOf('<b>a</b>')).toBe(inParagraph('&lt;b>a&lt;/b>'))
})

// The work of the parser is the text it is given, again for each level: counted in characters, not in time.
let read = 0
const { blockTokens, inlineTokens } = Lexer.prototype
beforeEach(() => {
  read = 0
  Object.assign(Lexer.prototype, {
    blockTokens(this: Lexer, src: string, tokens?: Token[], isLastClipped?: boolean) {
      read += src.length
      return blockTokens.call(this, src, tokens as TokensList, isLastClipped)
    },
    inlineTokens(this: Lexer, src: string, tokens?: Token[]) {
      read += src.length
      return inlineTokens.call(this, src, tokens)
    },
  })
})
afterEach(() => {
  Object.assign(Lexer.prototype, { blockTokens, inlineTokens })
})

const bits =
  '>|> |- |* |1. |- [ ] |#|\n|\n\n|    |\t|```|`|*|**|_|__|~~|~|[|]|(|)|![|||<|&|\\|a|가|https://a.kr/|"|:'
    .split('|')
    .filter(Boolean)

test('no text of 2,000 characters throws or costs more than thirty readings of it', () => {
  const one = fc.constantFrom(...bits, '|')
  const few = fc
    .array(one, { minLength: 1, maxLength: 5 })
    .chain((set) => fc.array(fc.constantFrom(...set), { minLength: 2000, maxLength: 2000 }))
  const texts = fc.oneof(
    few,
    fc.array(one, { minLength: 500, maxLength: 2000 }),
    fc.array(fc.string({ unit: 'binary' }), { minLength: 500, maxLength: 2000 }),
  )
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('').slice(0, 2000)
      read = 0
      expect(typeof htmlOf(text)).toBe('string')
      expect(read).toBeLessThanOrEqual(30 * text.length)
    }),
    { numRuns: 60 },
  )
})
