import type { RequestHandler } from 'express'
import { signInFirst } from '../../chassis/trpc.ts'
import { callerOf, isByToken } from '../sessions/callers.ts'
import { refuseWithout } from './scopes.ts'

/** `GET /api/v1/auth/verify`: 200 with the user's id for a browser that is signed in, else 401. */
export const verify: RequestHandler = (req, res) => {
  const caller = callerOf(req)
  if (!caller) throw signInFirst()
  if (isByToken(caller)) refuseWithout(caller, null)
  res.json({ user: { id: caller.uid } })
}
