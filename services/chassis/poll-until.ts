import { setTimeout as sleep } from 'node:timers/promises'

interface Patience<T> {
  /** Whether an answer will do; any that is not empty, zero or false unless told. */
  readonly isEnough?: (answer: T) => unknown
  /** Pause between two questions, in milliseconds. */
  readonly everyMs?: number
  /** How long to go on, in milliseconds. */
  readonly withinMs?: number
  /** What the error says when the time is over; the last answer unless told. */
  readonly complaint?: string
}

/** Asks until the answer will do, and resolves to it. An error of the question ends it at once. */
export async function pollUntil<T>(
  ask: () => T | Promise<T>,
  { isEnough = Boolean, everyMs = 20, withinMs = 120_000, complaint }: Patience<T> = {},
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (isEnough(answer)) return answer
    if (Date.now() > until)
      throw new Error(complaint ?? `After ${withinMs / 1000} s still ${JSON.stringify(answer)}`)
    await sleep(everyMs)
  }
}
