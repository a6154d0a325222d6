import { TRPCError } from '@trpc/server'
import type { RequestHandler } from 'express'

/** `GET /api/v1/auth/verify`: 200 with the user's id for a browser that is signed in, else 401. */
export const verify: RequestHandler = (req, res) => {
  const { uid } = req.session
  if (!uid) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
  res.json({ user: { id: uid } })
}
