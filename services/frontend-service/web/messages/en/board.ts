import type { board as ko } from '../ko/board.ts'

export const board: typeof ko = {
  moveStarted: (key) => `${key} picked up. Arrows move it, Enter drops it, Esc puts it back.`,
  movePlace: (column, place, count) => `${column}, ${place} of ${count}`,
  moveCancelled: (key) => `${key} is back in its place.`,
  moveHint: 'Moving',
  boardColumn: (name, count) => `${name}, ${count} tasks`,
}
