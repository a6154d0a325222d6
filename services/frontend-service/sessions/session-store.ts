import { randomBytes } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { RedisStore } from 'connect-redis'
import type { Request } from 'express'
import type { CookieOptions, SessionData } from 'express-session'
import { Counter } from 'prom-client'
import { digest } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { appError } from '../../chassis/trpc.ts'
import type { SessionKeys } from './session-keys.ts'

declare module 'express-session' {
  interface SessionData extends SessionFacts {}
}

/** What a session says. Times are epoch milliseconds. */
export interface SessionFacts {
  uid: string
  sessionId: string
  /** The user's epoch when the session began; another one ends it. */
  epoch: number
  createdAt: number
  authAt: number
}

export interface StoreOptions {
  readonly keys: SessionKeys
  readonly cookie: CookieOptions
  readonly idleSeconds: number
  readonly absoluteSeconds: number
  /** Called about once a minute for a session in use. */
  readonly onSeen: (session: SessionFacts) => void
  readonly log: Logger
  readonly metrics: Metrics
}

type Done = (error?: unknown, session?: SessionData | null) => void

const TOUCH_MS = 60_000
const REMEMBERED = 10_000

/** Sessions under `sess:<user>:<session>`, beside `epoch:<user>`: one command reads both. A session is made once, may be
 *  replaced only while it lives, and so never comes back once it was ended. */
export class SessionStore extends RedisStore {
  /** Gives a request a new session id and cookie; set by express-session. */
  declare readonly generate: (req: Request) => void
  readonly #options: StoreOptions
  readonly #touchedAt = new Map<string, number>()
  readonly #reads: Record<'found' | 'none' | 'failed', Counter.Internal>

  constructor(options: StoreOptions) {
    super({ client: options.keys })
    this.#options = options
    const reads = new Counter({
      name: 'session_reads_total',
      help: 'Reads of sessions by what came of them; failed where Redis did not answer',
      labelNames: ['outcome'] as const,
      registers: [options.metrics.registry],
    })
    const of = (outcome: string) => {
      const counter = reads.labels({ outcome })
      // It is there from the beginning, at 0.
      counter.inc(0)
      return counter
    }
    this.#reads = { found: of('found'), none: of('none'), failed: of('failed') }
  }

  override async get(id: string, done: Done = () => {}) {
    const cookie = { ...this.#options.cookie, originalMaxAge: null }
    const found = await this.read(id).then(
      (facts) => ({ session: facts && { ...facts, cookie }, error: null }),
      (error: unknown) => ({ session: null, error }),
    )
    done(found.error, found.session)
  }

  /** express-session would save at the end of a response; `begin` and `renew` have written by then. */
  override async set(_id: string, _session: SessionData, done: Done = () => {}) {
    done()
  }

  /** Writes a new session under `id`. CONFLICT when it was ended before it began. */
  async begin(id: string, facts: SessionFacts) {
    if (await this.#write(id, facts, null)) return
    const message = 'This session was ended while it began; sign in again'
    throw new TRPCError({ code: 'CONFLICT', message })
  }

  /** Gives the living session `oldId` a new secret and new facts. UNAUTHORIZED when it lives no more. */
  async renew(oldId: string, id: string, facts: SessionFacts) {
    if (await this.#write(id, facts, digest(partsOf(oldId).secret))) return
    const message = 'This session has ended; sign in again'
    throw new TRPCError({ code: 'UNAUTHORIZED', message })
  }

  override async touch(_id: string, session: SessionData, done: Done = () => {}) {
    if (session.uid) this.seen(session)
    // Answered at once: express-session would split the response to wait for a slow touch.
    done()
  }

  /** Lets a session in use live on; does something about once a minute. */
  seen(session: SessionFacts) {
    const now = Date.now()
    const key = keyOf(session.uid, session.sessionId)
    if (now - (this.#touchedAt.get(key) ?? 0) <= TOUCH_MS) return
    if (this.#touchedAt.size >= REMEMBERED) this.#touchedAt.clear()
    this.#touchedAt.set(key, now)
    this.#options.keys
      .expire(key, this.#ttl(session))
      .catch((error: Error) => this.#options.log.warn({ error: error.message }, 'touch failed'))
    this.#options.onSeen(session)
  }

  override async destroy(id: string, done: Done = () => {}) {
    const { uid, sessionId } = partsOf(id)
    await (uid ? this.revoke(uid, [sessionId]) : Promise.resolve()).then(() => done(), done)
  }

  async revoke(uid: string, sessionIds: string[]) {
    if (sessionIds.length === 0) return
    await orAway(this.#options.keys.end(sessionIds.map((sessionId) => keyOf(uid, sessionId))))
  }

  /** Ends every session of the user that began before `epoch`. */
  async raiseEpoch(uid: string, epoch: number) {
    await orAway(this.#options.keys.raise(epochKey(uid), epoch, this.#options.absoluteSeconds))
  }

  /** Which of the sessions live, read by one command. */
  async alive(sessions: Pick<SessionFacts, 'uid' | 'sessionId'>[]): Promise<boolean[]> {
    if (sessions.length === 0) return []
    const wanted = sessions.flatMap(({ uid, sessionId }) => [keyOf(uid, sessionId), epochKey(uid)])
    const values = await orAway(this.#options.keys.mget(wanted))
    return sessions.map((_, index) =>
      Boolean(parsed(values[index * 2] ?? null, values[index * 2 + 1] ?? null)),
    )
  }

  /** What became of a session or an API token of a person without its other keeper hearing of it: whether it was just
   *  ended, and the epoch in which nothing older lives; 0 where Redis knows none. */
  async endOf(uid: string, id: string) {
    const keys = [keyOf(uid, id), epochKey(uid)]
    const [ended = null, epoch = null] = await orAway(this.#options.keys.mget(keys))
    return { isEnded: ended !== null, epoch: Number(epoch ?? 0) }
  }

  /** The living session of a cookie's id, or null. */
  async read(id: string): Promise<SessionFacts | null> {
    const { uid, sessionId, secret } = partsOf(id)
    if (!uid) return null
    const keys = [keyOf(uid, sessionId), epochKey(uid)]
    const [value = null, epoch = null] = await orAway(
      this.#options.keys.mget(keys).catch((error: unknown) => {
        this.#reads.failed.inc()
        throw error
      }),
    )
    const stored = parsed(value, epoch)
    const isLiving = stored && stored.secret === digest(secret) && this.#ttl(stored) > 0
    this.#reads[isLiving ? 'found' : 'none'].inc()
    if (!isLiving) return null
    const { secret: _, ...facts } = stored
    return facts
  }

  #write(id: string, facts: SessionFacts, replaces: string | null) {
    const { uid, sessionId, epoch, createdAt, authAt } = facts
    const secret = digest(partsOf(id).secret)
    return orAway(
      this.#options.keys.write({
        key: keyOf(uid, sessionId),
        value: JSON.stringify({ uid, sessionId, epoch, createdAt, authAt, secret }),
        ttl: this.#ttl(facts),
        epochKey: epochKey(uid),
        epoch,
        epochTtl: this.#options.absoluteSeconds,
        replaces,
      }),
    )
  }

  /** Seconds to live: the idle time, capped by what is left of the absolute one. */
  #ttl({ createdAt }: Pick<SessionFacts, 'createdAt'>) {
    const left = createdAt + this.#options.absoluteSeconds * 1000 - Date.now()
    return Math.min(this.#options.idleSeconds, Math.ceil(left / 1000))
  }
}

/** An id that tells where the session is kept and proves who may use it (192 bits). */
export const newSessionId = (uid: string, sessionId: string) =>
  `${uid}.${sessionId}.${randomBytes(24).toString('base64url')}`

/** What an id is made of; empty words for any other text. */
function partsOf(id: string) {
  const [, uid = '', sessionId = '', secret = ''] =
    /^([\da-f-]{36})\.([\da-f-]{36})\.([\w-]{32})$/.exec(id) ?? []
  return { uid, sessionId, secret }
}

const keyOf = (uid: string, sessionId: string) => `sess:${uid}:${sessionId}`
const epochKey = (uid: string) => `epoch:${uid}`

function parsed(value: string | null, epoch: string | null) {
  if (value === null || epoch === null) return null
  const session: SessionFacts & { secret: string } = JSON.parse(value)
  return session.epoch === Number(epoch) ? session : null
}

const orAway = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch(() => {
    throw appError('SERVICE_UNAVAILABLE', 'Sessions are not available; you stay signed in', {
      retryAfterSeconds: 1,
    })
  })
