import { expect, jest, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { TqlError, type TqlFault } from './tql-error.ts'
import { choices, fields, sortKeys } from './words.ts'

const kept = (text: string) => print(parse(text))

function faultOf(text: string): TqlFault | undefined {
  try {
    parse(text)
    return undefined
  } catch (error) {
    if (error instanceof TqlError) return error.fault
    throw error
  }
}

test.each([
  ['', ''],
  ['   ', ''],
  ['status:open due<+7d', 'status:open due<+7d'],
  [
    'status:open due<+7d (label:bug | p:urgent) -assignee:me sort:due',
    'status:open due<+7d (label:bug | p:urgent) -assignee:me sort:due',
  ],
  ['a b | c', 'a b | c'],
  ['a (b | c)', 'a (b | c)'],
  ['((a) (b))', 'a b'],
  ['-(a b)', '-(a b)'],
  ['--a', '--a'],
  ['label:"needs review",bug', 'label:"needs review",bug'],
  ['status:"open"', 'status:"open"'],
  ['"say \\"hi\\" \\\\ there"', '"say \\"hi\\" \\\\ there"'],
  ['"-not"', '"-not"'],
  ['"a:b"', '"a:b"'],
  ['C#, a+b', '"C#," a+b'],
  ['P>=High', 'p>=high'],
  ['priority:HIGH,urgent', 'p:high,urgent'],
  ['key:web-42,7', 'key:WEB-42,7'],
  ['parent:web-42,NONE -parent:none', 'parent:WEB-42,none -parent:none'],
  ['is:blocked has:checklists,subtasks,files', 'is:blocked has:checklist,subtask,file'],
  ['due:none', 'due:none'],
  ['due<=eow created>=2026-11-01', 'due<=eow created>=2026-11-01'],
  ['due:tomorrow', 'due:+1d'],
  ['start>=eow -start:none', 'start>=eow -start:none'],
  ['estimate>=3 estimate<0.50', 'estimate>=3 estimate<0.5'],
  ['estimate:1,02,none', 'estimate:1,2,none'],
  ['sort:start,-estimate', 'sort:start,-estimate'],
  ['text:hello', 'hello'],
  ['sort:due sort:-p,title a', 'a sort:due,-p,title'],
])('%j is kept as %j', (text, expected) => {
  expect(kept(text)).toBe(expected)
  expect(kept(expected)).toBe(expected)
})

test.each([
  ['상태:진행중 마감<+7일 담당:나', 'status:진행중 due<+7d assignee:me'],
  ['상태:열림', 'status:open'],
  ['우선순위:높음,긴급', 'p:high,urgent'],
  ['-라벨:없음', '-label:none'],
  ['단계:진행중', 'group:started'],
  ['조건:지연 | 있음:댓글', 'is:overdue | has:comment'],
  ['상위:web-1,없음 -조건:막힘', 'parent:WEB-1,none -is:blocked'],
  ['있음:체크리스트,하위작업,파일', 'has:checklist,subtask,file'],
  ['마감<=주말 시작>이번주', 'due<=weekend start>eow'],
  ['마감<=월말 생성>-2주', 'due<=eom created>-2w'],
  ['마감:내일', 'due:+1d'],
  ['시작<=오늘 -시작일:없음', 'start<=today -start:none'],
  ['추정>=3 정렬:-추정', 'estimate>=3 sort:-estimate'],
  ['추정:없음', 'estimate:none'],
  ['만든사람:나 정렬:-우선순위', 'creator:me sort:-p'],
  ['담당자:김지은 (키:WEB-1 | "회의록 정리")', 'assignee:김지은 (key:WEB-1 | "회의록 정리")'],
])('%s is kept as %s', (text, expected) => {
  expect(kept(text)).toBe(expected)
})

test('each English word has a Korean twin, and no twin means two things', () => {
  for (const table of [fields, sortKeys, ...Object.values(choices)]) {
    const twins = Object.values<readonly string[]>(table)
    expect(twins.every((words) => words.some((word) => /\p{Script=Hangul}/u.test(word)))).toBe(true)
    const all = [...Object.keys(table), ...twins.flat()]
    expect(new Set(all).size).toBe(all.length)
  }
})

test.each<[string, Partial<TqlFault>]>([
  [
    'due<+7d -asignee:me',
    { code: 'field', start: 9, end: 16, word: 'asignee', suggestion: 'assignee' },
  ],
  ['담딩:나', { code: 'field', start: 0, end: 2, suggestion: '담당' }],
  ['qqqqq:1', { code: 'field', start: 0, end: 5 }],
  ['p:hihg', { code: 'value', start: 2, end: 6, suggestion: 'high' }],
  ['is:trash', { code: 'value', start: 3, end: 8, suggestion: 'trashed' }],
  ['due:tody', { code: 'date', start: 4, end: 8, suggestion: 'today' }],
  ['due:2026-02-30', { code: 'date', start: 4, end: 14 }],
  ['due<none', { code: 'date', start: 4, end: 8 }],
  ['a due:overdue', { code: 'date', start: 2, end: 13, suggestion: 'is:overdue' }],
  ['마감일:지연', { code: 'date', start: 0, end: 6, suggestion: '조건:지연' }],
  ['due<overdue', { code: 'date', start: 4, end: 11 }],
  ['start:tody', { code: 'date', start: 6, end: 10, suggestion: 'today' }],
  ['estimate:big', { code: 'value', start: 9, end: 12 }],
  ['estimate<none', { code: 'value', start: 9, end: 13 }],
  ['parent:noen', { code: 'value', start: 7, end: 11, suggestion: 'none' }],
  ['상위:업슴', { code: 'value', start: 3, end: 5 }],
  ['key:none', { code: 'value', start: 4, end: 8 }],
  ['parent>1', { code: 'operator', start: 6, end: 7, suggestion: ':' }],
  ['is:bloked', { code: 'value', start: 3, end: 9, suggestion: 'blocked' }],
  ['estimate:noen', { code: 'value', start: 9, end: 13, suggestion: 'none' }],
  ['estimate>1,2', { code: 'place', start: 11, end: 12 }],
  ['label>bug', { code: 'operator', start: 5, end: 6, suggestion: ':' }],
  ['due<today,eow', { code: 'place', start: 10, end: 13 }],
  ['a "b c', { code: 'quote', start: 2, end: 6, suggestion: '"b c"' }],
  ['(a', { code: 'parenthesis', start: 0, end: 1 }],
  ['a) b', { code: 'parenthesis', start: 1, end: 2 }],
  ['()', { code: 'missing', start: 0, end: 1 }],
  ['a |', { code: 'missing', start: 2, end: 3 }],
  ['| a', { code: 'missing', start: 0, end: 1 }],
  ['a - b', { code: 'missing', start: 2, end: 3 }],
  ['label:', { code: 'missing', start: 5, end: 6 }],
  ['label:a,', { code: 'missing', start: 7, end: 8 }],
  ['label: a', { code: 'missing', start: 5, end: 6 }],
  ['(a sort:due)', { code: 'place', start: 3, end: 11 }],
  ['sort:-priorty', { code: 'value', start: 5, end: 13, suggestion: '-priority' }],
  ['a\u0000b', { code: 'character', start: 1, end: 2 }],
  ['a \ud800', { code: 'character', start: 2, end: 3 }],
  [`${'('.repeat(11)}a${')'.repeat(11)}`, { code: 'too_deep', limit: 10 }],
  [`${'-'.repeat(11)}a`, { code: 'too_deep', limit: 10 }],
])('%j says what is wrong, and where', (text, expected) => {
  expect(faultOf(text)).toMatchObject(expected)
})

test('what is at a limit is still read, what is over it is refused with the limit', () => {
  expect(faultOf('x'.repeat(2001))).toMatchObject({ code: 'too_long', start: 2000, limit: 2000 })
  expect(faultOf('a '.repeat(51))).toMatchObject({ code: 'too_many', start: 100, limit: 50 })
  const keys = Array.from({ length: 51 }, (_, at) => at + 1)
  expect(faultOf(`key:${keys}`)).toMatchObject({ code: 'too_many', limit: 50 })
  expect(faultOf('x'.repeat(2000))).toBeUndefined()
  expect(faultOf('a '.repeat(50))).toBeUndefined()
  expect(faultOf(`${'('.repeat(10)}a${')'.repeat(10)}`)).toBeUndefined()
})

const piece = fc.oneof(
  fc.constantFrom(...Object.keys(fields), ...Object.values<readonly string[]>(fields).flat()),
  fc.constantFrom(':', '<', '<=', '>', '>=', '|', '-', ',', '(', ')', '"', '\\', ' ', '\n'),
  fc.constantFrom(
    'me',
    'none',
    'open',
    'urgent',
    '긴급',
    '+7d',
    '-2주',
    '2026-11-28',
    'WEB-42',
    'due',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

test('any text is read or refused with its place, and what is read is kept without a change of meaning', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const fault = faultOf(text)
      if (fault) {
        expect(fault.start).toBeGreaterThanOrEqual(0)
        expect(fault.end).toBeGreaterThan(fault.start)
        expect(fault.end).toBeLessThanOrEqual(text.length)
        return
      }
      const once = kept(text)
      expect(kept(once)).toBe(once)
      expect(withoutPlaces(parse(once))).toEqual(withoutPlaces(parse(text)))
    }),
  )
})

const withoutPlaces = (tree: object): unknown =>
  JSON.parse(
    JSON.stringify(tree, (name, value) => (/^(start|end)$/.test(name) ? undefined : value)),
  )

test('taking a suggestion makes that place right', () => {
  for (const text of [
    'asignee:me',
    'p:hihg',
    'due:tody',
    'label>bug',
    'a "b c',
    'sort:-priorty',
    'a -due:overdue',
    '마감:지연',
  ]) {
    const { start, end, suggestion = '' } = faultOf(text) ?? { start: 0, end: 0 }
    expect(faultOf(text.slice(0, start) + suggestion + text.slice(end))).toBeUndefined()
  }
})

test('reading takes so many steps for each letter, whatever the text', () => {
  const charAt = jest.spyOn(String.prototype, 'charAt')
  const stepsOf = (text: string) => {
    charAt.mockClear()
    faultOf(text)
    return charAt.mock.calls.length
  }
  fc.assert(
    fc.property(
      fc.constantFrom(
        '(',
        '-',
        '"',
        '"a',
        'a:',
        'a,',
        ':',
        '|',
        '\\',
        'label:"',
        'p:high,',
        ' ',
        '<=',
      ),
      anyText,
      (part, text) => {
        for (const length of [500, 1000, 2000]) {
          const long = `${text}${part.repeat(length)}`.slice(0, length)
          expect(stepsOf(long)).toBeLessThan(40 * length)
        }
      },
    ),
  )
  charAt.mockRestore()
})
