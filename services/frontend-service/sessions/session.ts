import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { derivedSecret } from '../../chassis/identity.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { newSessionId, type SessionFacts, type SessionStore } from './session-store.ts'

/** A browser cannot be given a `__Host-` cookie by a neighbouring host or over plain http. */
export const cookieName = (env: FrontendEnv) => (isSecure(env) ? '__Host-sid' : 'sid')

export const cookieOptions = (env: FrontendEnv) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(env) }) as const

type NewSession = Pick<SessionFacts, 'uid' | 'sessionId' | 'epoch'> & Partial<SessionFacts>

/** Who is this browser: read by every request, written by sign-in and sign-out alone. */
export function createSessions(env: FrontendEnv, store: SessionStore) {
  const opening = new WeakMap<Request, string>()
  const name = cookieName(env)

  const middleware: RequestHandler = session({
    name,
    store,
    secret: env.SESSION_SECRETS ?? [
      derivedSecret(env.RAILS_MASTER_KEY ?? '', 'session').toString('base64'),
    ],
    genid: (req) => opening.get(req) ?? 'anonymous',
    cookie: { ...cookieOptions(env), maxAge: env.SESSION_ABSOLUTE_SECONDS * 1000 },
    resave: false,
    saveUninitialized: false,
    rolling: false,
  })

  /** Signs the browser in under a new id; the old session, if any, is gone. Its life begins now unless told. */
  const open = async (req: Request, facts: NewSession) => {
    await store.raiseEpoch(facts.uid, facts.epoch)
    opening.set(req, newSessionId(facts.uid, facts.sessionId))
    try {
      await settled((done) => req.session.regenerate(done))
      const now = Date.now()
      Object.assign(req.session, { createdAt: now, authAt: now, ...facts })
      await settled((done) => req.session.save(done))
    } catch (error) {
      // Without a session express-session sets no cookie and saves nothing on the way out.
      Reflect.deleteProperty(req, 'session')
      throw error
    }
  }

  /** Signs the browser out. */
  const close = async (req: Request, res: Response) => {
    await settled((done) => req.session.destroy(done))
    res.clearCookie(name, cookieOptions(env))
  }

  return { middleware, open, close }
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
