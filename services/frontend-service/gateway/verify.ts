import type { RequestHandler } from 'express'

/** `GET /api/v1/auth/verify`: 200 with the user's id for a browser that is signed in, else 401. */
export const verify: RequestHandler = (req, res) => {
  const { uid } = req.session
  if (uid) res.json({ user: { id: uid } })
  else res.status(401).json({ error: 'Sign in first' })
}
