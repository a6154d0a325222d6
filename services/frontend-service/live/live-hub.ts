import { TRPCError } from '@trpc/server'
import type { Logger } from '../../chassis/logger.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createViewer, type LiveEvent, nowhere, type Place, type Viewer } from './viewer.ts'

/** A page of the log: who may see what. `last` is the newest event there is, `oldest` the oldest still kept. */
export interface VisiblePage {
  readonly events: readonly (LiveEvent & {
    readonly workspaceId: string
    readonly viewers: readonly string[]
    /** Who lost the workspace by this event, or the project that it names. */
    readonly lostBy: readonly string[]
  })[]
  readonly last: number
  readonly oldest: number
}

export interface HubOptions {
  readonly pull: (after: number, userIds: string[], limit: number) => Promise<VisiblePage>
  readonly store: Pick<SessionStore, 'alive'>
  /** Slowest pace of pulls, in milliseconds; nudges come on top. */
  readonly everyMs: number
  /** Streams that one session, and one person, may have open. */
  readonly perSession: number
  readonly perPerson: number
  readonly log: Logger
}

/** More missed events than this are not replayed: the client loads its screen again. */
const REPLAYED = 500
const PAGE = 500

const TRAILING_MS = 250

/** How often the sessions of open streams are looked at, in milliseconds. */
const CHECK_MS = 1500

/** One puller for all streams of this process. Sequence numbers are the truth: nudges only make it look sooner. */
export function createLiveHub(options: HubOptions) {
  const { pull, store, everyMs, perSession, perPerson, log } = options
  const viewers = new Set<Viewer>()
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
        for (const viewer of viewers) for (const event of shownTo(viewer, page)) viewer.push(event)
        cursor = Math.max(cursor, endOf(page))
        if (page.events.length < PAGE) return
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
  const makeRoom = ({ uid, sessionId }: Place) => {
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
    place: Place,
    after: number | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<LiveEvent> {
    makeRoom(place)
    const viewer = createViewer(place, signal)
    viewers.add(viewer)
    try {
      // The pull under way does not know this viewer; the next one will.
      await pulling
      let position = after ?? cursor ?? (await pull(0, [], 1)).last
      // What a client has read before this moment may be older: it reads its screen once more.
      if (after === undefined) yield { ...nowhere, seq: position, type: 'resync' }
      do {
        const page = await pull(position, [place.uid], PAGE)
        if (isOutOfReach(position, page)) {
          position = page.last
          yield { ...nowhere, seq: position, type: 'resync' }
        } else {
          yield* shownTo(place, page)
          position = endOf(page)
        }
      } while (cursor !== null && position < cursor)
      cursor ??= position
      yield* viewer.events(position)
    } finally {
      viewers.delete(viewer)
      if (viewers.size === 0) cursor = null
    }
  }

  return {
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
const endOf = ({ events, last }: VisiblePage) => {
  const newest = events.at(-1)?.seq ?? 0
  return events.length < PAGE ? Math.max(last, newest) : newest
}

const isOutOfReach = (position: number, { last, oldest }: VisiblePage) =>
  position > last || position < oldest - 1 || last - position > REPLAYED

/** What of a page this person may see; `gone` when it took the project it names from them, or the whole workspace. */
function shownTo({ uid, workspaceId }: Place, { events }: VisiblePage) {
  return events
    .filter((event) => event.workspaceId === workspaceId)
    .flatMap(({ viewers, lostBy, workspaceId: _, ...event }): LiveEvent[] => {
      if (viewers.includes(uid)) return [event]
      // A task-service of the previous release names one person or nobody.
      const hasLost = [lostBy].flat().includes(uid)
      const { seq, projectId } = event
      return hasLost ? [{ ...nowhere, seq, projectId, type: 'gone' }] : []
    })
}
