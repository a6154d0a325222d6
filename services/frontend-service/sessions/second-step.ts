import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import type { Response } from 'express'
import { OIDC_MINUTES, PASSKEY_MINUTES, SIGN_IN_MINUTES } from '../../user-service/limits.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { cookieOptions } from './session.ts'

/** Keeps a secret in the browser that begins to sign in, out of reach of its scripts. It is no session: only the steps of
 *  the sign-in read it. */
function stepCookie(env: FrontendEnv, plainName: string, minutes: number) {
  const name = isSecure(env) ? `__Host-${plainName}` : plainName
  const options = { ...cookieOptions(env), sameSite: 'strict' } as const
  return {
    keep: (res: Response, token: string) =>
      res.cookie(name, token, { ...options, maxAge: minutes * 60_000 }),
    /** An empty text where there is none. */
    read: ({ headers }: IncomingMessage) => parseCookie(headers.cookie ?? '')[name] ?? '',
    forget: (res: Response) => res.clearCookie(name, options),
  }
}
export type StepCookie = ReturnType<typeof stepCookie>

/** Of a sign-in whose password was right. */
export const createSecondStep = (env: FrontendEnv) => stepCookie(env, 'step', SIGN_IN_MINUTES)

/** Of a browser that asks for a passkey: what the passkey signs counts in no other. */
export const createPasskeyBrowser = (env: FrontendEnv) =>
  stepCookie(env, 'passkey', PASSKEY_MINUTES)

/** Of a browser that went to a provider: what comes back counts in no other. Strict will do, for it is our own page that
 *  brings it here. */
export const createOidcBrowser = (env: FrontendEnv) => stepCookie(env, 'oidc', OIDC_MINUTES)
