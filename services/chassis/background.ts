import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

interface Work {
  /** By which operators know it. */
  readonly name: string
  /** Ends early where `isClosed` says so. What it leaves is done by the next run. */
  readonly run: (isClosed: () => boolean) => Promise<unknown>
  readonly log: Logger
  readonly metrics: Pick<Metrics, 'jobs'>
  readonly failed: string
  /** Pause between runs, in milliseconds. @default 10 s */
  readonly everyMs?: number
}

const EVERY_MS = 10_000

/** Runs something again and again in the background, never twice at once. `close` waits for the run under way. */
export function inBackground({ name, run, log, metrics, failed, everyMs = EVERY_MS }: Work) {
  let isClosed = false
  let running: Promise<void> | undefined
  let isWanted = false
  let last: { endedAt: number; hasFailed: boolean } | undefined
  const begin = () => {
    running ??= run(() => isClosed)
      .then(
        () => false,
        (err: unknown) => {
          log.warn({ err }, failed)
          return true
        },
      )
      .then((hasFailed) => {
        last = { endedAt: Date.now(), hasFailed }
        running = undefined
        if (isWanted) soon()
      })
  }
  /** Runs it now, or once more after the run under way, which may have passed by what is new. */
  const soon = () => {
    isWanted = running !== undefined && !isClosed
    if (!isClosed) begin()
  }
  const begunAt = Date.now()
  const timer = setInterval(begin, everyMs)
  metrics.jobs.set(name, () => {
    const now = Date.now()
    const nextAt = now + everyMs - ((now - begunAt) % everyMs)
    return { begunAt, endedAt: null, hasFailed: false, ...last, nextAt }
  })
  return {
    soon,
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}
