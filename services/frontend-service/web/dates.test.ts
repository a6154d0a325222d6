import { ago, clock, dayAt, dayInLine, dayNumber, dayOf, longDay, shortDay } from './dates.ts'
import { setLanguage } from './messages.ts'

const monday = '2026-11-23'

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: {} } })
})

describe('in Korean', () => {
  beforeEach(() => setLanguage('ko'))

  test.each([
    [monday, '오늘'],
    ['2026-11-24', '내일'],
    ['2026-11-22', '어제'],
    ['2026-11-25', '25일 (수)'],
    ['2026-11-30', '30일 (월)'],
    ['2026-12-01', '12월 1일'],
    ['2026-11-20', '11월 20일'],
    ['2027-01-02', '2027년 1월 2일'],
  ])('%s is %s', (day, expected) => {
    expect(shortDay(day, monday)).toBe(expected)
  })

  test('the half of the day is written by the catalogue', () => {
    expect(clock('2026-11-24T06:00:00.000Z', 'Asia/Seoul')).toBe('오후 3:00')
    expect(clock('2026-11-23T15:05:00.000Z', 'Asia/Seoul')).toBe('오전 12:05')
    expect(longDay(monday)).toBe('11월 23일 월요일')
  })

  test('a moment is told by its age, then by its time, then by its day', () => {
    const now = Date.parse('2026-11-23T10:00:00.000Z')
    expect(ago('2026-11-23T09:59:40.000Z', 'Asia/Seoul', now)).toBe('방금')
    expect(ago('2026-11-23T09:52:00.000Z', 'Asia/Seoul', now)).toBe('8분 전')
    expect(ago('2026-11-23T01:24:00.000Z', 'Asia/Seoul', now)).toBe('오전 10:24')
    expect(ago('2026-11-20T01:24:00.000Z', 'Asia/Seoul', now)).toBe('11월 20일')
  })
})

test('in English weekdays come first and months are named', async () => {
  await setLanguage('en')
  expect(shortDay('2026-11-25', monday)).toBe('Wed 25')
  expect(shortDay('2026-12-01', monday)).toBe('1 Dec')
  const near = ['2026-11-22', monday, '2026-11-24', '2026-11-25']
  expect(near.map((day) => shortDay(day, monday))).toEqual([
    'Yesterday',
    'Today',
    'Tomorrow',
    'Wed 25',
  ])
  expect(near.map((day) => dayInLine(day, monday))).toEqual([
    'yesterday',
    'today',
    'tomorrow',
    'Wed 25',
  ])
  const now = Date.parse('2026-11-23T10:00:00.000Z')
  expect(ago('2026-11-22T01:24:00.000Z', 'Asia/Seoul', now)).toBe('yesterday')
  expect(longDay(monday)).toBe('Monday 23 November')
  expect(clock('2026-11-24T06:00:00.000Z', 'Asia/Seoul')).toBe('15:00')
})

test.each(['Pacific/Kiritimati', 'Asia/Seoul', 'UTC', 'Pacific/Pago_Pago'])(
  'a day stays itself in %s',
  (timeZone) => {
    expect(dayOf(dayNumber('2026-03-12'))).toBe('2026-03-12')
    const noon = new Date(Date.UTC(2026, 2, 12, 12)).toISOString()
    expect(['2026-03-12', '2026-03-13']).toContain(dayAt(noon, timeZone))
  },
)
