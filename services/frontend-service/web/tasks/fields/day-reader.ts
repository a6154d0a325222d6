import { clockIn, dayWords, whenIn } from './day-text.ts'

/** Reads days and times as people write them. Nothing imports it but what fetches it, so that it comes alone. */
export const dayReader = { whenIn, clockIn, dayWords }
