import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import { sign, unsign } from 'cookie-signature'
import type { Response } from 'express'
import { type FrontendEnv, isSecure } from '../env.ts'
import { cookieOptions, sessionSecrets } from './session.ts'

/** Browsers keep no cookie longer. */
const DAYS = 400
/** So many people one browser is known to; then the one who signed in longest ago is forgotten. */
const PEOPLE_MAX = 10

/** By whom a browser was signed in before, in a signed cookie that outlives sessions. It lets nobody in: it only says to whom a
 *  sign-in here is no news. */
export function createKnownDevices(env: FrontendEnv) {
  const name = isSecure(env) ? '__Host-devices' : 'devices'
  const options = { ...cookieOptions(env), sameSite: 'strict' } as const
  const secrets = sessionSecrets(env)

  const knownTo = ({ headers }: IncomingMessage) => {
    const signed = parseCookie(headers.cookie ?? '')[name] ?? ''
    const ids = secrets.map((secret) => unsign(signed, secret)).find((one) => one !== false)
    return ids ? ids.split(',').slice(0, PEOPLE_MAX) : []
  }

  return {
    knownTo,
    /** From now on it is known to one more. */
    keep: (req: IncomingMessage, res: Response, userId: string) => {
      const others = knownTo(req).filter((id) => id !== userId)
      const ids = [userId, ...others].slice(0, PEOPLE_MAX).join(',')
      res.cookie(name, sign(ids, secrets[0] ?? ''), { ...options, maxAge: DAYS * 86_400_000 })
    },
  }
}
export type KnownDevices = ReturnType<typeof createKnownDevices>
