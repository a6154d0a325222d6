import { dashboardWords } from '../frame/dashboard-words.ts'
import { m } from '../messages.ts'
import type { Outputs } from '../trpc.ts'

export type Figures = Outputs['analytics']['dashboard']['get']
export type Point = Figures['cycleTime']['points'][number]

export const periods = [7, 28, 84] as const
export type Period = (typeof periods)[number]

const HOURS_PER_DAY = 24
const DAYS_PER_WEEK = 7
/** More bars than this are too thin to read one by one. */
const BARS_MAX = 31

export interface Bars {
  isWeekly: boolean
  bars: Figures['perDay']
}

/** Bars of the period: days, or weeks that end today when there are too many days. */
export function barsOf(perDay: Figures['perDay']): Bars {
  if (perDay.length <= BARS_MAX) return { isWeekly: false, bars: perDay }
  const weeks = []
  for (let end = perDay.length; end > 0; end -= DAYS_PER_WEEK) {
    const week = perDay.slice(Math.max(0, end - DAYS_PER_WEEK), end)
    weeks.unshift({
      date: week[0]?.date ?? '',
      created: sum(week.map(({ created }) => created)),
      completed: sum(week.map(({ completed }) => completed)),
    })
  }
  return { isWeekly: true, bars: weeks }
}

/** Statuses of several projects taken together: every project has its own names, the groups are everyone's. */
export function byGroup(statuses: Figures['openByStatus']): Figures['openByStatus'] {
  const groups = [...new Set(statuses.map(({ group }) => group))]
  return groups.map((group) => ({
    group,
    name: dashboardWords().groups[group],
    count: sum(statuses.filter((each) => each.group === group).map(({ count }) => count)),
  }))
}

export const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)

/** 3.6일, or 5시간 below two days. */
export const tookWords = (hours: number) =>
  hours < 2 * HOURS_PER_DAY
    ? m.dates.hours(rounded(hours))
    : m.dates.days(rounded(hours / HOURS_PER_DAY))

export const rounded = (value: number) => Math.round(value * 10) / 10
