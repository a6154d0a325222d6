import { setTimeout as sleep } from 'node:timers/promises'

/** How long to go on unless told. */
const PATIENCE_MS = 120_000

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
  { isEnough = Boolean, everyMs = 20, withinMs = PATIENCE_MS, complaint }: Patience<T> = {},
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

/** What says that a server is starting or not there yet, or that the network does not know a new pod. */
const notYet = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03', '3D000']

/** Connects once there is somebody: a pod may start before its database, or before the network lets it out. `say` is told of
 *  each try in vain. */
export async function whenThere<T>(
  connect: () => Promise<T>,
  say: (code: string) => void = () => {},
): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (;;)
    try {
      return await connect()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!notYet.includes(code) || Date.now() > until) throw error
      say(code)
      await sleep(500)
    }
}
