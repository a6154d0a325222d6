import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { respondWithError } from '../chassis/error-response.ts'
import { allowSlowBody, splitUrl } from '../chassis/request.ts'
import { suspensionOf } from './access.ts'
import type { Context, SignedInContext } from './context.ts'
import { sendFile } from './downloads/send-file.ts'
import { Refused, refusalOf } from './responses.ts'
import { receiveUpload } from './uploads/receive-upload.ts'

const upload = /^\/uploads\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
const content = /^\/files\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/content$/

/** The raw routes, whose bytes never gather in memory: `PUT /uploads/:id` and `GET /files/:id/content`. */
export function routes(
  req: IncomingMessage,
  context: () => Promise<Context>,
): RequestListener | undefined {
  const { path, search } = splitUrl(req.url)
  const [, announced] = upload.exec(path) ?? []
  const [, stored] = content.exec(path) ?? []
  if (announced && req.method === 'PUT')
    return transfer('uploads', announced, context, async (ctx, res) => {
      allowSlowBody(req, ctx.limits.idleMs)
      respond(res, await receiveUpload(ctx, announced, req))
    })
  if (stored && (req.method === 'GET' || req.method === 'HEAD')) {
    const inline = new URLSearchParams(search).get('inline') === '1'
    return transfer('downloads', stored, context, (ctx, res) =>
      sendFile(ctx, stored, inline, req, res),
    )
  }
  return
}

type Work = (ctx: SignedInContext, res: ServerResponse) => Promise<unknown>

/** Does the work for somebody who is signed in and has a transfer left of theirs. */
const transfer =
  (
    kind: 'uploads' | 'downloads',
    id: string,
    context: () => Promise<Context>,
    work: Work,
  ): RequestListener =>
  async (req, res) => {
    let ctx: Context | undefined
    try {
      ctx = await context()
      const { user, transfers } = ctx
      if (!user) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
      const giveBack = await transfers[kind].take(user.id)
      await work({ ...ctx, user }, res).finally(giveBack)
    } catch (thrown) {
      const refusal = refusalOf(thrown)
      const told =
        refusal.code === 'NOT_FOUND' && ctx?.user
          ? await suspensionOf(ctx.db, ctx.user, [id])
          : undefined
      const error = told ?? refusal
      if (error.code === 'INTERNAL_SERVER_ERROR' && !res.headersSent)
        ctx?.log.error({ err: thrown }, 'transfer failed')
      respondWithError(req, res, error, error instanceof Refused ? error.status : undefined)
    }
  }

function respond(res: ServerResponse, body: object) {
  const text = JSON.stringify(body)
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  }
  res.writeHead(200, headers).end(text)
}
