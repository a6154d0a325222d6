import type { plan as ko, day as koDay } from '../ko/plan.ts'

export const plan: typeof ko = {
  start: 'Start',
  noStart: 'No start date',
  clearStart: 'Clear start date',
  atTime: (day, time) => `${day}, ${time}`,
  startTime: 'Start time',
  dueTime: 'Due time',
  addTime: 'Add a time',
  clearTime: 'Remove time',
  timeHint: 'Write a time like 15:00 or 3pm.',
  estimate: 'Estimate',
  noEstimate: 'No estimate',
  otherEstimate: 'Any number',
  estimateRange: (max) => `A number from 0 to ${max.toLocaleString('en')} in steps of 0.25.`,
  units: { points: 'points', hours: 'hours' },
  unitOf: (size, unit) => (size === 1 ? unit.slice(0, -1) : unit),
  inFull: (size, unit) => `${size} ${size === 1 ? unit.slice(0, -1) : unit}`,
  sized: (size, unit) => `${size} ${unit === 'hours' ? 'h' : 'pt'}`,
  unit: 'Unit of estimates',
  unitHint: 'Numbers stay as they are; only the unit changes.',
}

export const day: typeof koDay = {
  hint: 'Write a day like 2026-11-27, 27 Nov or tomorrow.',
  tooEarly: (day) => `Not before ${day}.`,
  tooLate: (day) => `Not after ${day}.`,
}
