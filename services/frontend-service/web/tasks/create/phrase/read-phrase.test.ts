import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { dateOf, dayOf } from '../../../../../task-service/tql/days.ts'
import { fc } from '../../../../../testing/property.ts'
import { whenIn } from '../../fields/day-text.ts'
import type { Known } from './names.ts'
import type { Part } from './part.ts'
import { readPhrase } from './read-phrase.ts'

const named = (pairs: Record<string, string>) =>
  Object.entries(pairs).map(([id, name]) => ({ id, name }))

const known: Known = {
  today: '2026-11-23',
  clock: '10:00',
  timeZone: 'Asia/Seoul',
  me: 'jieun',
  people: named({
    ...{ jieun: '김지은', junho: '이준호', sua: '박수아', minsu: '최민수 Minsu Choi' },
    ...{ haneul: '정하늘', alice: 'Alice Morgan', dana: 'Dana Morgan', bob: 'Bob Hansen' },
  }).map((person) =>
    ['jieun', 'junho'].includes(person.id)
      ? { ...person, name: `${person.name} ${person.id}` }
      : person,
  ),
  projects: [
    { key: 'WEB', name: '홈페이지 개편' },
    { key: 'APP', name: 'Mobile app 2.0' },
    { key: 'OPS', name: '운영·총무' },
  ],
  estimateUnit: 'points',
  labels: named({ bug: 'Bug', 버그: '버그', sales: 'Sales', 영업: '영업' }),
  statuses: [
    { id: 'backlog', name: '백로그', group: 'backlog' },
    { id: 'unstarted', name: '할 일', group: 'unstarted' },
    { id: 'started', name: '진행 중', group: 'started' },
    { id: 'completed', name: '완료', group: 'completed' },
  ],
}

const wordsOf = (part: Part) => {
  if (part.kind === 'due') return part.clock ? `${part.day}T${part.clock}` : part.day
  if (part.kind === 'start') return `>${part.day}${part.clock ? `T${part.clock}` : ''}`
  if (part.kind === 'estimate') return `~${part.size}`
  if (part.kind === 'priority') return `!${part.priority}`
  if (part.kind === 'label') return `#${part.name}${part.id ? '' : '*'}`
  if (part.kind === 'assignee') return `@${part.id}`
  if (part.kind === 'project') return `+${part.key}`
  return part.kind === 'status' ? `/${part.id}` : `?${part.name}`
}

const golden = readFileSync(join(import.meta.dirname, 'golden-phrases.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => line.split('\t'))

test('the table has at least a hundred phrases in each language', () => {
  const isKorean = ([phrase = '']: string[]) => /[가-힣]/.test(phrase)
  for (const rows of [golden.filter(isKorean), golden.filter((row) => !isKorean(row))])
    expect(rows.length).toBeGreaterThanOrEqual(100)
})

test.each(golden)('%j becomes the task %j', (phrase = '', title, words) => {
  const { parts, unknown, ...read } = readPhrase(phrase, known)
  const said = [...parts, ...unknown]
    .sort((one, other) => one.start - other.start)
    .map(wordsOf)
    .join(' ')
  expect([read.title, said]).toEqual([title, words])
})

test.each([
  ['2026-11-23', '2026-11-28'],
  ['2026-11-28', '2026-11-28'],
  ['2026-11-29', '2026-12-05'],
])('on %s the weekend is %s in quick add and in filters', (today, saturday) => {
  for (const phrase of ['주말 백업', 'Backups this weekend'])
    expect(readPhrase(phrase, { ...known, today }).parts).toMatchObject([{ day: saturday }])
  for (const word of ['주말', 'weekend']) {
    const day = dayOf(word)
    expect(day && day !== 'none' && dateOf(day, today)).toBe(saturday)
  }
})

const offset = /\+\d+(?:d|w|m|일|주|달|개월)(?=까지|부터|[\s,]|$)/i
const offsets = golden.flatMap(([phrase = '', , words = '']) => {
  const [written] = offset.exec(phrase) ?? []
  return written && words ? [[written, words] as const] : []
})

test.each(offsets)('the date field and filters read %s as quick add does: %s', (written, words) => {
  const day = dayOf(written)
  expect(words).toContain(day && day !== 'none' ? dateOf(day, known.today) : 'no day')
  expect(words).toContain(whenIn(written, known.today)?.day ?? 'no day')
})

test('a word that is to stay text stays in the title', () => {
  const { title, parts } = readPhrase('내일 회의 #버그', known, ['내일', '#버그'])
  expect([title, parts]).toEqual(['내일 회의 #버그', []])
})

test('labels of a project that is not known yet stay text', () => {
  expect(readPhrase('회의 #버그', { ...known, labels: undefined }).title).toBe('회의 #버그')
})

const pieces = golden.flatMap(([phrase = '']) => phrase.split(/(?<=\s)/))
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces, ' ', '"', '\\', '`', '#', '@', '다음 ', '12/', '월 '), {
    maxLength: 30,
  }),
  fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 5 }),
)

test('whatever is written, parts lie in the text one after the other, and the title is what they leave', () => {
  fc.assert(
    fc.property(texts, (written) => {
      const text = written.join('')
      const { title, parts } = readPhrase(text, known)
      let at = 0
      let rest = ''
      for (const { start, end } of parts) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        rest += text.slice(at, start)
        at = end
      }
      expect(at).toBeLessThanOrEqual(text.length)
      const letters = (some: string) => some.normalize('NFC').replace(/[\s"“”\\,;:]/gu, '')
      expect(letters(title)).toBe(letters(rest + text.slice(at)))
      expect(title).toBe(title.replace(/\s+/gu, ' ').trim())
    }),
  )
})

test('a word that was taken back is text', () => {
  fc.assert(
    fc.property(texts, (written) => {
      const text = written.join('')
      const { parts } = readPhrase(text, known)
      const plain = parts.map(({ start, end }) => text.slice(start, end))
      const again = readPhrase(text, known, plain)
      expect(again.parts.filter(({ start }) => parts.some((part) => part.start === start))).toEqual(
        [],
      )
    }),
  )
})

test.each([
  ['blanks', ' '],
  ['dots', '.'],
  ['dashes before a word', '- '],
  ['open quotation marks', ' “'],
  ['signs', '#'],
  ['figures', '1'],
  ['half a day', '12월 '],
  ['prepositions', 'by on at '],
  ['days', '내일 '],
])('two thousand characters of %s are read', (_what, piece) => {
  const text = piece.repeat(2000 / piece.length).concat('x')
  expect(readPhrase(text, known).title.length).toBeLessThanOrEqual(text.length)
})
