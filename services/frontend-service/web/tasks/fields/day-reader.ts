import { dayIn, dayWords } from './day-text.ts'

/** Reads days as people write them. Nothing imports it but what fetches it, so that it comes alone. */
export const dayReader = { dayIn, dayWords }
