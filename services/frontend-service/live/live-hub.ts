import { TRPCError } from '@trpc/server'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { liveMetrics } from './live-metrics.ts'
import { createViewer, type LiveEvent, nowhere, type Viewer, type Watcher } from './viewer.ts'

/** An event with its two numbers: `seq` in the log of all workspaces, `place` in its own. */
type LoggedEvent = LiveEvent & {
  readonly place: number
  readonly workspaceId: string
  readonly viewers: readonly string[]
  /** Who lost the workspace by this event, or the project that it names. */
  readonly lostBy: readonly string[]
  /** Who was given the task that it is about, alone, and may see that there is something new. Missing from the release before. */
  readonly sharedWith?: readonly string[]
}

/** A page of the log: who may see what. `last` is the newest event there is. */
export interface VisiblePage {
  readonly events: readonly LoggedEvent[]
  readonly last: number
  /** Not all of it has been looked at. */
  readonly more?: boolean
}

/** A page of one workspace's log, in its own numbers; `oldest` is the oldest event still kept, `seq` how far in the log
 *  of all workspaces the page has looked. */
export interface WorkspacePage extends VisiblePage {
  readonly oldest: number
  readonly seq: number
}

export interface HubOptions {
  readonly pull: (after: number, userIds: string[], limit: number) => Promise<VisiblePage>
  /** Throws NOT_FOUND for who is not in the workspace. Without `after` nothing but the end of its log. */
  readonly since: (
    watcher: Watcher,
    after: number | undefined,
    limit: number,
  ) => Promise<WorkspacePage>
  readonly store: Pick<SessionStore, 'alive'>
  /** Slowest pace of pulls, in milliseconds; nudges come on top. */
  readonly everyMs: number
  /** Streams that one session, and one person, may have open. */
  readonly perSession: number
  readonly perPerson: number
  readonly log: Logger
  readonly metrics: Metrics
}

/** More missed events than this are not replayed: the client loads its screen again. */
const REPLAYED = 500
const PAGE = 500

const TRAILING_MS = 250

/** How often the sessions of open streams are looked at, in milliseconds. */
const CHECK_MS = 1500

/** One puller for all streams of this process. Sequence numbers are the truth: nudges only make it look sooner. */
export function createLiveHub(options: HubOptions) {
  const { pull, since, store, everyMs, perSession, perPerson, log } = options
  const viewers = new Set<Viewer>()
  const counters = liveMetrics(options.metrics, viewers)
  let cursor: number | null = null
  let pulling: Promise<void> | undefined
  let again = false
  let trailing: NodeJS.Timeout | undefined

  /** Pulls now, or once more after the pull that is under way. */
  const pullNow = () => {
    if (pulling !== undefined) again = true
    else if (cursor !== null)
      pulling = pullAll().finally(() => {
        pulling = undefined
        if (again) pullNow()
      })
  }

  /** Something has happened. Another reader may be giving it its place in the log just now: hence the second look. */
  const nudge = () => {
    pullNow()
    clearTimeout(trailing)
    trailing = setTimeout(pullNow, TRAILING_MS)
  }

  const pullAll = async () => {
    again = false
    try {
      while (cursor !== null && viewers.size > 0) {
        const from = cursor
        const page = await pull(from, [...new Set([...viewers].map((one) => one.uid))], PAGE)
        // The last viewer may have left meanwhile.
        if (cursor === null) return
        if (from > page.last) return startAnew(page.last)
        // What happens after a session has ended is not for its stream.
        if (page.events.length > 0) await checkSessions()
        for (const viewer of viewers)
          for (const event of shownTo(viewer, page)) {
            counters.events.inc()
            viewer.push(event)
          }
        cursor = Math.max(
          cursor,
          endOf(page, ({ seq }) => seq),
        )
        if (page.events.length < PAGE && !page.more) return
      }
    } catch (error) {
      log.warn({ err: error }, 'live: pull failed')
    }
  }

  /** A restored log ends before what was shown: clients come back, and are told to load their screens again. */
  const startAnew = (last: number) => {
    cursor = last
    for (const viewer of viewers) viewer.end(new DOMException('The log was restored', 'AbortError'))
  }

  const checkSessions = async () => {
    const checked = [...viewers]
    const alive = await store.alive(checked).catch(() => checked.map(() => true))
    checked.forEach((viewer, index) => {
      if (!alive[index])
        viewer.end(new TRPCError({ code: 'UNAUTHORIZED', message: 'This session has ended' }))
    })
  }

  const timers = [setInterval(pullNow, everyMs), setInterval(() => void checkSessions(), CHECK_MS)]

  /** Ends the oldest streams of a session, and of a person, before there is one too many. */
  const makeRoom = ({ uid, sessionId }: Watcher) => {
    const ofPerson = [...viewers].filter((viewer) => viewer.uid === uid)
    const ofSession = ofPerson.filter((viewer) => viewer.sessionId === sessionId)
    for (const viewer of [
      ...ofSession.slice(0, Math.max(0, ofSession.length - perSession + 1)),
      ...ofPerson.slice(0, Math.max(0, ofPerson.length - perPerson + 1)),
    ]) {
      viewer.replace()
      viewers.delete(viewer)
    }
  }

  /** Events that this person may see from now on, or since `after`. */
  async function* follow(
    watcher: Watcher,
    after: number | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<LiveEvent> {
    makeRoom(watcher)
    const viewer = createViewer(watcher, signal)
    viewers.add(viewer)
    try {
      // The pull under way does not know this viewer; the next one will.
      await pulling
      let position = after
      let page: WorkspacePage
      do {
        page = await since(watcher, position, PAGE)
        // What a client without a position has read may be older than this moment: it reads its screen once more.
        if (position === undefined || isOutOfReach(position, page)) {
          // The first screen of a page is read once more in any case.
          if (position !== undefined) counters.resyncs.inc()
          yield { ...nowhere, seq: page.last, type: 'resync' }
          position = page.last
        } else {
          yield* shownTo(watcher, page)
          position = endOf(page, (event) => event.place)
        }
      } while (page.events.length === PAGE || (cursor !== null && page.seq < cursor))
      cursor ??= page.seq
      yield* viewer.events(position)
    } finally {
      viewers.delete(viewer)
      if (viewers.size === 0) cursor = null
    }
  }

  return {
    /** Refuses whoever is not in the workspace. */
    admit: async (watcher: Watcher) => void (await since(watcher, undefined, 1)),
    follow,
    nudge,
    /** Cuts all streams so that clients go on elsewhere. */
    drain: () => {
      for (const viewer of viewers) viewer.end(new DOMException('Draining', 'AbortError'))
    },
    close: () => {
      for (const timer of timers) clearInterval(timer)
      clearTimeout(trailing)
    },
  }
}
export type LiveHub = ReturnType<typeof createLiveHub>

/** How far a page reaches: its end may have come while it was read. */
const endOf = ({ events, last }: VisiblePage, numberOf: (event: LoggedEvent) => number) => {
  const end = events.at(-1)
  const newest = end ? numberOf(end) : 0
  return events.length < PAGE ? Math.max(last, newest) : newest
}

const isOutOfReach = (position: number, { last, oldest }: WorkspacePage) =>
  position > last || position < oldest - 1 || last - position > REPLAYED

/** What of a page this person may see, in the numbers of their workspace; `gone` when it took the project it names from
 *  them, or the whole workspace. Who was given a task alone is told that there is something new about it: not what, and by whom. */
function shownTo({ uid, workspaceId }: Watcher, { events }: VisiblePage) {
  return events
    .filter((event) => event.workspaceId === workspaceId)
    .flatMap(({ viewers, lostBy, sharedWith, place: seq, ...event }): LiveEvent[] => {
      const { type, projectId, taskId, actorId, at } = event
      if (viewers.includes(uid)) return [{ seq, type, projectId, taskId, actorId, at }]
      if (lostBy.includes(uid)) return [{ ...nowhere, seq, projectId, type: 'gone' }]
      return sharedWith?.includes(uid) ? [{ ...nowhere, seq, taskId, type: 'shared' }] : []
    })
}
