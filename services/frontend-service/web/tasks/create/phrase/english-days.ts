import { dateFrom, dayIn, numberFrom, weekdayAfter, weekdayIn } from './calendar.ts'
import { type DayRule, daysFrom, END, type Groups, lastOfMonth } from './day-rule.ts'

const SUNDAY = 0
const MONDAY = 1
const SATURDAY = 6

const near = { today: 0, eod: 0, tomorrow: 1, tmr: 1, tmrw: 1 }
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const months = [
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
]
/** At its own number; `a` is one. */
const counts = [
  ...['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
]

/** Words that go with a day. */
const TO = String.raw`(?:(?<to>due\s(?:on|by)|by|on|at|to|for|due|until|till|(?<from>from|starting))\s{1,4}(?:the\s)?)?`
const WEEKDAY =
  '(?<weekday>sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)'
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATE = String.raw`(?<date>\d{1,2})(?:st|nd|rd|th)?`
const YEAR = String.raw`(?:,?\s(?<year>\d{4}))?`
/** Days in figures may have Korean endings and a weekday behind them. */
const KOREAN = String.raw`(?:\s?\([월화수목금토일](?:요일)?\))?(?:까지|에|(?<start>부터))?`

/** Behind a fraction these make an amount of it. */
const AMOUNT = String.raw`(?!\s{1,4}(?:cups?|tsps?|tbsps?|teaspoons?|tablespoons?|pints?|quarts?|gallons?|lit(?:er|re)s?|oz|ounces?|lbs?|pounds?|grams?|kg|ml|inch(?:es)?|feet|foot|ft|miles?|km|hours?|hrs?|of|dozen|price|size|scale|컵|큰술|작은술|스푼|인치|분량|크기|가격|배|정도|시간)${END})`

const rule = (words: string, day: DayRule['day']): DayRule => ({
  pattern: new RegExp(TO + words + END, 'iyu'),
  day,
})

const begin = (word = '') => word.slice(0, 3).toLowerCase()
const isCapital = (word = '') => /^[A-Z]/.test(word)

/** Months that are words too are months after a word such as "by", or with a capital. */
const isMonth = ({ month = '', to }: Groups) =>
  to !== undefined || isCapital(month) || !['may', 'mar'].includes(begin(month))

function dateOf(groups: Groups, today: string) {
  if (!isMonth(groups)) return undefined
  const month = months.indexOf(begin(groups.month)) + 1
  const date = Number(groups.date)
  return groups.year ? dayIn(Number(groups.year), month, date) : dateFrom(today, month, date)
}

const figures = ({ year, month, date }: Groups, today: string) =>
  year
    ? dayIn(Number(year), Number(month), Number(date))
    : dateFrom(today, Number(month), Number(date))

export const englishDays: readonly DayRule[] = [
  rule(String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<date>\d{1,2})${KOREAN}`, figures),
  rule(
    String.raw`(?<year>\d{4})(?<sign>[./])\s?(?<month>\d{1,2})\k<sign>\s?(?<date>\d{1,2})\.?${KOREAN}`,
    figures,
  ),
  rule(String.raw`(?<month>\d{1,2})/(?<date>\d{1,2})${AMOUNT}${KOREAN}`, figures),
  rule(`(?<word>${Object.keys(near).join('|')})`, ({ word = '' }, today) =>
    daysFrom(today, new Map(Object.entries(near)).get(word.toLowerCase()) ?? 0, 'd'),
  ),
  rule(String.raw`(?:the\s)?day\safter\stomorrow`, (_, today) => daysFrom(today, 2, 'd')),
  rule(String.raw`(?<week>this|next|coming)\s{1,4}${WEEKDAY}`, ({ week = '', weekday }, today) => {
    const number = weekdays.indexOf(begin(weekday))
    const which = begin(week)
    if (which === 'com') return weekdayAfter(today, number)
    return weekdayIn(today, which === 'nex' ? 1 : 0, number)
  }),
  // Short names that are words too are days after a word such as "by", or at the end.
  rule(String.raw`${WEEKDAY}(?:(?=\s*$)(?<end>)|)`, ({ to, weekday = '', end }, today) =>
    to === undefined && end === undefined && /^(sat|sun|mon|wed)$/i.test(weekday)
      ? undefined
      : weekdayAfter(today, weekdays.indexOf(begin(weekday))),
  ),
  rule(String.raw`(?<week>this|next)\s{1,4}weekend`, ({ week = '' }, today) => {
    const saturday = weekdayIn(today, begin(week) === 'nex' ? 1 : 0, SATURDAY)
    return saturday < today ? weekdayAfter(today, SATURDAY) : saturday
  }),
  rule(String.raw`(?<week>this|next)\s{1,4}week`, ({ to = '', week = '' }, today) => {
    const isBy = /^(by|until|till|due)/i.test(to)
    if (begin(week) === 'nex') return weekdayIn(today, 1, isBy ? SUNDAY : MONDAY)
    return isBy ? weekdayIn(today, 0, SUNDAY) : undefined
  }),
  rule(String.raw`(?:eow|(?:the\s)?end\sof\s(?:the\s|this\s)?week)`, (_, today) =>
    weekdayIn(today, 0, SUNDAY),
  ),
  rule(String.raw`(?:eom|(?:the\s)?end\sof\s(?:the\s|this\s)?month)`, (_, today) =>
    lastOfMonth(today),
  ),
  rule(
    String.raw`(?:in|within)\s{1,4}(?<count>\d{1,3}|an?|${counts.slice(1).join('|')})\s{1,4}(?<unit>day|week|month|year)s?`,
    offset,
  ),
  rule(
    String.raw`(?<count>\d{1,3}|an?|${counts.slice(1).join('|')})\s{1,4}(?<unit>day|week|month|year)s?\sfrom\snow`,
    offset,
  ),
  rule(String.raw`${MONTH}\.?\s{1,4}${DATE}${YEAR}`, dateOf),
  rule(String.raw`${DATE}\s{1,4}(?:of\s)?${MONTH}${YEAR}`, dateOf),
  rule(String.raw`(?<date>\d{1,2})(?:st|nd|rd|th)`, ({ to, date }, today) =>
    to === undefined ? undefined : numberFrom(today, Number(date)),
  ),
]

function offset({ count = '', unit = '' }: Groups, today: string) {
  const number = /^\d/.test(count)
    ? Number(count)
    : Math.max(1, counts.indexOf(count.toLowerCase()))
  if (begin(unit) === 'day') return daysFrom(today, number, 'd')
  if (begin(unit) === 'wee') return daysFrom(today, number, 'w')
  return daysFrom(today, begin(unit) === 'yea' ? number * 12 : number, 'm')
}
