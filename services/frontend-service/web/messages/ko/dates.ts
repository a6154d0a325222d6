interface Facts {
  year: number
  month: number
  monthName: string
  monthLong: string
  day: number
  weekday: string
  weekdayLong: string
}

const padded = (minute: number) => String(minute).padStart(2, '0')

export const dates = {
  today: '오늘',
  tomorrow: '내일',
  yesterday: '어제',
  /** In the middle of a line. */
  inLine: { today: '오늘', tomorrow: '내일', yesterday: '어제' },
  justNow: '방금',
  minutesAgo: (count: number) => `${count}분 전`,
  weekday: ({ day, weekday }: Facts) => `${day}일 (${weekday})`,
  date: ({ month, day }: Facts) => `${month}월 ${day}일`,
  dateYear: ({ year, month, day }: Facts) => `${year}년 ${month}월 ${day}일`,
  long: ({ month, day, weekdayLong }: Facts) => `${month}월 ${day}일 ${weekdayLong}`,
  exact: ({ year, month, day, weekday }: Facts) => `${year}년 ${month}월 ${day}일 (${weekday})`,
  clock: (hour: number, minute: number) =>
    `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${padded(minute)}`,
  hours: (count: number) => `${count}시간`,
  days: (count: number) => `${count}일`,
}
