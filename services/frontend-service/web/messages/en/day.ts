import type { day as ko } from '../ko/day.ts'

export const day: typeof ko = {
  hint: 'Write a day like 2026-11-27, 27 Nov or tomorrow.',
  tooEarly: (day) => `Not before ${day}.`,
  tooLate: (day) => `Not after ${day}.`,
}
