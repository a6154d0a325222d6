import type { Logger } from './logger.ts'

interface Work {
  /** Ends early where `isClosed` says so. What it leaves is done by the next run. */
  readonly run: (isClosed: () => boolean) => Promise<unknown>
  readonly log: Logger
  readonly failed: string
}

/** Pause between runs, in milliseconds. */
const EVERY_MS = 10_000

/** Runs something again and again in the background, never twice at once. `close` waits for the run under way. */
export function inBackground({ run, log, failed }: Work) {
  let isClosed = false
  let running: Promise<void> | undefined
  let isWanted = false
  const begin = () => {
    running ??= run(() => isClosed)
      .then(() => {})
      .catch((err: unknown) => log.warn({ err }, failed))
      .finally(() => {
        running = undefined
        if (isWanted) soon()
      })
  }
  /** Runs it now, or once more after the run under way, which may have passed by what is new. */
  const soon = () => {
    isWanted = running !== undefined && !isClosed
    if (!isClosed) begin()
  }
  const timer = setInterval(begin, EVERY_MS)
  return {
    soon,
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}
