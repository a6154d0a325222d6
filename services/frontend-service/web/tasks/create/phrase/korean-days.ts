import { dateFrom, dayIn, dayInMonth, numberFrom, weekdayAfter, weekdayIn } from './calendar.ts'
import { type DayRule, daysFrom, END, lastOfMonth } from './day-rule.ts'

const SUNDAY = 0
const MONDAY = 1
const SATURDAY = 6

const near = { 오늘: 0, 내일: 1, 낼: 1, 모레: 2, 내일모레: 2, 글피: 3 }
const counts = {
  ...{ 한: 1, 두: 2, 세: 3, 네: 4, 다섯: 5, 여섯: 6, 일곱: 7, 여덟: 8, 아홉: 9, 열: 10 },
}
const spans = {
  ...{ 하루: 1, 이틀: 2, 사흘: 3, 나흘: 4, 닷새: 5, 엿새: 6, 이레: 7, 여드레: 8, 아흐레: 9 },
  ...{ 열흘: 10, 보름: 15, 일주일: 7 },
}
const weeks = { 이번: 0, 금: 0, 다음: 1, 담: 1, 차: 1, 다다음: 2 }
const weekdays = '일월화수목금토'

const from = (table: Readonly<Record<string, number>>, word = '') =>
  Object.hasOwn(table, word) ? (table[word] ?? 0) : 0
const any = (table: object) =>
  Object.keys(table)
    .sort((one, other) => other.length - one.length)
    .join('|')

const BY = '(?:까지|에|(?<from>부터))?'
const LATER = String.raw`\s?(?:뒤|후|안에|이내|내로|이내에|내에|뒤에|후에|뒤까지|후까지|(?:뒤|후)(?<from>부터))`
const ON = String.raw`(?:\s?\([월화수목금토일](?:요일)?\))?`
const WEEK = String.raw`(?<week>${any(weeks)})\s?주`
const THIS_OR_NEXT_MONTH = String.raw`(?<month>이번\s?달|이달|다음\s?달|다음달|내달)`

const rule = (words: string, day: DayRule['day']): DayRule => ({
  pattern: new RegExp(words + END, 'yu'),
  day,
})

/** The same day of the next month where that is meant. */
const monthOf = (today: string, words = '') =>
  words.startsWith('이') ? today : daysFrom(`${today.slice(0, 7)}-01`, 1, 'm')

/** The longest first, where one begins like another. */
export const koreanDays: readonly DayRule[] = [
  rule(`(?<word>${any(near)})${BY}`, ({ word }, today) => daysFrom(today, from(near, word), 'd')),
  rule(String.raw`${WEEK}\s?(?<weekday>[${weekdays}]요일|[월화수목금토])${BY}`, (at, today) =>
    weekdayIn(today, from(weeks, at.week), weekdays.indexOf(at.weekday?.charAt(0) ?? '')),
  ),
  rule(
    String.raw`(?:(?<week>이번|다음)\s?)?(?<weekday>[${weekdays}])요일${BY}`,
    ({ week, weekday = '' }, today) =>
      week
        ? weekdayIn(today, from(weeks, week), weekdays.indexOf(weekday))
        : weekdayAfter(today, weekdays.indexOf(weekday)),
  ),
  rule(String.raw`(?:(?<week>이번|다음)\s?)?주말${BY}`, ({ week }, today) =>
    weekdayIn(today, from(weeks, week), SATURDAY) < today
      ? weekdayAfter(today, SATURDAY)
      : weekdayIn(today, from(weeks, week), SATURDAY),
  ),
  rule(String.raw`${WEEK}\s?(?:까지|안에|안으로|내로|중으로|중에)`, ({ week }, today) =>
    weekdayIn(today, from(weeks, week), SUNDAY),
  ),
  rule(String.raw`(?<week>다음|담|차|다다음)\s?주(?:에|(?<from>부터))?`, ({ week }, today) =>
    weekdayIn(today, from(weeks, week), MONDAY),
  ),
  rule(`(?:월말|말일)${BY}`, (_, today) => lastOfMonth(today)),
  rule(String.raw`${THIS_OR_NEXT_MONTH}\s?(?:말|월말|말일)${BY}`, ({ month }, today) =>
    lastOfMonth(monthOf(today, month)),
  ),
  rule(String.raw`${THIS_OR_NEXT_MONTH}\s?(?<date>\d{1,2})일${BY}`, ({ month, date }, today) => {
    const [year = 0, number = 1] = monthOf(today, month).split('-').map(Number)
    return dayInMonth(year, number, Number(date))
  }),
  rule('연말까지', (_, today) => `${today.slice(0, 4)}-12-31`),
  rule(
    String.raw`(?:(?<year>\d{4}년|올해|내년)\s?)?(?<month>\d{1,2})월\s?(?<date>\d{1,2})일${ON}${BY}`,
    ({ year, month, date }, today) => {
      if (!year) return dateFrom(today, Number(month), Number(date))
      const now = Number(today.slice(0, 4))
      const named = { 올해: now, 내년: now + 1 }
      return dayIn(from(named, year) || Number.parseInt(year, 10), Number(month), Number(date))
    },
  ),
  rule(String.raw`(?<date>\d{1,2})일(?:까지|(?<from>부터))`, ({ date }, today) =>
    numberFrom(today, Number(date)),
  ),
  rule(
    String.raw`(?<count>\d{1,3}|${any(counts)})\s?(?<unit>일|주일|주|달|개월|년)${LATER}`,
    ({ count, unit = '' }, today) => {
      const number = from(counts, count) || Number(count)
      if (unit === '일') return daysFrom(today, number, 'd')
      if (unit.startsWith('주')) return daysFrom(today, number, 'w')
      return daysFrom(today, unit === '년' ? number * 12 : number, 'm')
    },
  ),
  rule(`(?<span>${any(spans)})${LATER}`, ({ span }, today) =>
    daysFrom(today, from(spans, span), 'd'),
  ),
]
