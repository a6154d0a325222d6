/** When a task starts and is due, and how large it is. */
export const plan = {
  start: '시작',
  noStart: '시작일 없음',
  clearStart: '시작일 지우기',
  atTime: (day: string, time: string) => `${day} ${time}`,
  startTime: '시작 시간',
  dueTime: '마감 시간',
  addTime: '시간 추가',
  clearTime: '시간 지우기',
  timeHint: '시간을 15:00, 오후 3시처럼 씁니다.',
  estimate: '추정',
  noEstimate: '추정 없음',
  otherEstimate: '다른 숫자',
  estimateRange: (max: number) =>
    `0에서 ${max.toLocaleString('ko')}까지, 0.25 단위로 쓸 수 있습니다.`,
  units: { points: '점', hours: '시간' },
  unitOf: (_size: number, unit: string): string => (unit === 'hours' ? '시간' : '점'),
  inFull: (size: number, unit: string) => `${size}${unit === 'hours' ? '시간' : '점'}`,
  sized: (size: number, unit: string) => `${size}${unit === 'hours' ? '시간' : '점'}`,
  unit: '추정 단위',
  unitHint: '숫자는 그대로 두고 단위만 바꿉니다.',
}

/** Days that are written. */
export const day = {
  hint: '날짜를 2026-11-27, 11월 27일, 내일처럼 씁니다.',
  tooEarly: (day: string) => `${day}보다 이르면 안 됩니다.`,
  tooLate: (day: string) => `${day}보다 늦으면 안 됩니다.`,
}
