/** Days that are written. */
export const day = {
  hint: '날짜를 2026-11-27, 11월 27일, 내일처럼 씁니다.',
  tooEarly: (day: string) => `${day}보다 이르면 안 됩니다.`,
  tooLate: (day: string) => `${day}보다 늦으면 안 됩니다.`,
}
