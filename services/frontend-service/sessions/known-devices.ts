import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import { sign } from 'cookie-signature'
import type { Response } from 'express'
import { type FrontendEnv, isSecure } from '../env.ts'
import { cookieOptions, sessionSecrets, unsigned } from './session.ts'

/** Browsers keep no cookie longer. */
const DAYS = 400
/** So many people one browser is known to; then the one who signed in longest ago is forgotten. */
const PEOPLE_MAX = 10

interface Known {
  readonly userId: string
  /** Of the account, which rises when all its sessions end. */
  readonly epoch: number
}

/** By whom a browser was signed in before, in a signed cookie that outlives sessions. It lets nobody in: it only says to whom a
 *  sign-in here is no news. */
export function createKnownDevices(env: FrontendEnv) {
  const name = isSecure(env) ? '__Host-devices' : 'devices'
  const options = { ...cookieOptions(env), sameSite: 'strict' } as const
  const secrets = sessionSecrets(env)

  const knownTo = ({ headers }: IncomingMessage) => {
    const signed = parseCookie(headers.cookie ?? '')[name] ?? ''
    const known = unsigned(signed, secrets)
    return known ? known.split(',').slice(0, PEOPLE_MAX) : []
  }

  return {
    /** Whether they were signed in here since what last ended all their sessions: whoever was thrown out then is news again. */
    isKnown: (req: IncomingMessage, { userId, epoch }: Known) =>
      knownTo(req).includes(`${userId}.${epoch}`),
    /** From now on it is known to one more. */
    keep: (req: IncomingMessage, res: Response, { userId, epoch }: Known) => {
      const others = knownTo(req).filter((one) => !one.startsWith(userId))
      const all = [`${userId}.${epoch}`, ...others].slice(0, PEOPLE_MAX).join(',')
      res.cookie(name, sign(all, secrets[0] ?? ''), { ...options, maxAge: DAYS * 86_400_000 })
    },
  }
}
export type KnownDevices = ReturnType<typeof createKnownDevices>
