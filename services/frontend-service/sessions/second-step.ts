import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import type { Response } from 'express'
import { SIGN_IN_MINUTES } from '../../user-service/limits.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { cookieOptions } from './session.ts'

/** Keeps the secret of a half-way sign-in in the browser that began it, out of reach of its scripts. It is no session: only
 *  the second step reads it. */
export function createSecondStep(env: FrontendEnv) {
  const name = isSecure(env) ? '__Host-step' : 'step'
  const options = { ...cookieOptions(env), sameSite: 'strict' } as const
  return {
    keep: (res: Response, token: string) =>
      res.cookie(name, token, { ...options, maxAge: SIGN_IN_MINUTES * 60_000 }),
    /** An empty text where there is none. */
    read: ({ headers }: IncomingMessage) => parseCookie(headers.cookie ?? '')[name] ?? '',
    forget: (res: Response) => res.clearCookie(name, options),
  }
}
export type SecondStep = ReturnType<typeof createSecondStep>
