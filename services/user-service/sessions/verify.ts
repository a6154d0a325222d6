import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { BackendContext } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'

/** `GET /api/v1/auth/verify`: 200 with the user's id for a valid identity of an active user, else 401. */
export function verifyRoute(
  req: IncomingMessage,
  context: () => Promise<BackendContext & Context>,
): RequestListener | undefined {
  const [path] = (req.url ?? '').split('?')
  if (path !== '/api/v1/auth/verify' || req.method !== 'GET') return
  return (_, res) =>
    void verified(context).then(
      (user) => (user ? answer(res, 200, { user }) : answer(res, 401, { error: 'Sign in first' })),
      () => answer(res, 503, { error: 'Nobody can be verified now; try again' }),
    )
}

async function verified(context: () => Promise<BackendContext & Context>) {
  const { user, db } = await context()
  if (!user) return null
  return db.user.findUnique({ where: { id: user.id, disabledAt: null }, select: { id: true } })
}

const answer = (res: ServerResponse, status: number, body: object) =>
  res
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '2' }),
    })
    .end(JSON.stringify(body))
