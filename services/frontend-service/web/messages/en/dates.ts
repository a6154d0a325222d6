import type { Messages } from '../ko.ts'

const padded = (count: number) => String(count).padStart(2, '0')

export const dates: Messages['dates'] = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  /** In the middle of a line. */
  inLine: { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
  justNow: 'just now',
  minutesAgo: (count) => `${count} min ago`,
  weekday: ({ day, weekday }) => `${weekday} ${day}`,
  date: ({ day, monthName }) => `${day} ${monthName}`,
  dateYear: ({ year, day, monthName }) => `${day} ${monthName} ${year}`,
  long: ({ day, weekdayLong, monthLong }) => `${weekdayLong} ${day} ${monthLong}`,
  exact: ({ year, day, weekday, monthName }) => `${weekday} ${day} ${monthName} ${year}`,
  clock: (hour, minute) => `${hour}:${padded(minute)}`,
  hours: (count) => `${count} h`,
  days: (count) => `${count} d`,
}
