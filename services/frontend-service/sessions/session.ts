import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import { unsign } from 'cookie-signature'
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { derivedSecret } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import { appError } from '../../chassis/trpc.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { isFresh } from './is-fresh.ts'
import { newSessionId, type SessionFacts, type SessionStore } from './session-store.ts'

/** A browser cannot be given a `__Host-` cookie by a neighbouring host or over plain http. */
const cookieName = (env: FrontendEnv) => (isSecure(env) ? '__Host-sid' : 'sid')

export const cookieOptions = (env: FrontendEnv) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(env) }) as const

/** What cookies are signed with: by the first of them, read by all. */
export const sessionSecrets = (env: FrontendEnv) =>
  env.SESSION_SECRETS ?? [derivedSecret(env.RAILS_MASTER_KEY ?? '', 'session').toString('base64')]

/** What was signed; undefined where none of the secrets did. */
export const unsigned = (text: string, secrets: readonly string[]) =>
  secrets.map((secret) => unsign(text, secret)).find((one) => one !== false)

/** `authAt`: where it was not now that they proved who they are. */
type Begun = Pick<SessionFacts, 'uid' | 'sessionId' | 'epoch'> &
  Partial<Pick<SessionFacts, 'authAt'>>

const insecure =
  'This site is at https, but the request did not come by it: the proxy has to be in TRUSTED_PROXIES and to send X-Forwarded-Proto: https'

/** Who is this browser: read by every request, written where it signs in, renews its cookie and signs out. */
export function createSessions(env: FrontendEnv, store: SessionStore, log: Logger) {
  const opening = new WeakMap<Request, string>()
  const name = cookieName(env)
  const secrets = sessionSecrets(env)

  const middleware: RequestHandler = session({
    name,
    store,
    secret: secrets,
    genid: (req) => opening.get(req) ?? 'anonymous',
    cookie: { ...cookieOptions(env), maxAge: env.SESSION_ABSOLUTE_SECONDS * 1000 },
    resave: false,
    saveUninitialized: false,
    rolling: false,
  })

  /** What the middleware would find, for requests that are answered before Express. */
  const read = async ({ headers }: IncomingMessage): Promise<SessionFacts | null> => {
    const signed = headers.cookie && parseCookie(headers.cookie)[name]
    if (!signed?.startsWith('s:')) return null
    const id = unsigned(signed.slice(2), secrets)
    const facts = id ? await store.read(id) : null
    if (facts) store.seen(facts)
    return facts
  }

  const adopt = (req: Request, id: string, facts: SessionFacts) => {
    opening.set(req, id)
    store.generate(req)
    Object.assign(req.session, facts)
  }

  /** Refuses to sign in where the browser would be given no cookie: it comes by http, or the proxy says so, or the proxy
   *  is not one of those that configuration names. */
  const refuseInsecure = (req: Request) => {
    if (!isSecure(env) || req.secure) return
    const said = req.headers['x-forwarded-proto']
    const { remoteAddress } = req.socket
    log.error({ said, remoteAddress }, `sign-in refused: ${insecure}`)
    throw appError('BAD_REQUEST', insecure, { reason: 'insecure' })
  }

  /** Signs the browser in; the session it had, if any, is gone. */
  const open = async (req: Request, begun: Begun) => {
    const old = signedInSession(req)
    if (old) await store.revoke(old.uid, [old.sessionId])
    const now = Date.now()
    const facts = { createdAt: now, authAt: now, ...begun }
    const id = newSessionId(facts.uid, facts.sessionId)
    await store.begin(id, facts)
    adopt(req, id, facts)
  }

  /** Gives the browser's session a new cookie, for the epoch that ended all others. */
  const renew = async (req: Request, facts: SessionFacts) => {
    const id = newSessionId(facts.uid, facts.sessionId)
    await store.renew(req.sessionID, id, facts)
    adopt(req, id, facts)
  }

  /** Writes down when somebody said again who they are. The cookie stays: other calls of the page are on their way with
   *  it. */
  const prove = (req: Request, facts: SessionFacts) =>
    store.renew(req.sessionID, req.sessionID, facts)

  /** Signs the browser out. */
  const close = async (req: Request, res: Response) => {
    await settled((done) => req.session.destroy(done))
    res.clearCookie(name, cookieOptions(env))
  }

  return {
    ...{ middleware, read, refuseInsecure, open, renew, prove, close },
    isFresh: (facts: SessionFacts) => isFresh(env, facts),
  }
}
export type Sessions = ReturnType<typeof createSessions>

/** The signed-in session of a request, or null. */
export const signedInSession = ({ session }: Request): SessionFacts | null => {
  const { uid, sessionId, epoch, createdAt, authAt } = session
  if (!uid || !sessionId || epoch === undefined || !createdAt || !authAt) return null
  return { uid, sessionId, epoch, createdAt, authAt }
}

const settled = (act: (done: (error?: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) => {
    act((error) => (error ? reject(error) : resolve()))
  })
