import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Context } from './context.ts'
import { sendFile } from './downloads/send-file.ts'
import { respond, respondWithError } from './responses.ts'
import { receiveUpload } from './uploads/receive-upload.ts'

/** Longest silence in a running transfer, in milliseconds. */
const IDLE_MS = 60_000

const upload = /^\/uploads\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
const content = /^\/files\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/content$/

/** The raw routes, whose bytes never gather in memory: `PUT /uploads/:id` and `GET /files/:id/content`. */
export function routes(
  req: IncomingMessage,
  context: () => Promise<Context>,
): RequestListener | undefined {
  const [path = '', search = ''] = (req.url ?? '').split('?', 2)
  const [, announced] = upload.exec(path) ?? []
  const [, stored] = content.exec(path) ?? []
  if (announced && req.method === 'PUT')
    return transfer(context, async (ctx, _, res) => {
      respond(res, 200, await receiveUpload(ctx, announced, req))
    })
  if (stored && (req.method === 'GET' || req.method === 'HEAD')) {
    const inline = new URLSearchParams(search).get('inline') === '1'
    return transfer(context, async (ctx, _, res) => {
      await sendFile(ctx, stored, inline, req, res)
    })
  }
  return
}

type Work = (ctx: Context, req: IncomingMessage, res: ServerResponse) => Promise<void>

const transfer =
  (context: () => Promise<Context>, work: Work): RequestListener =>
  (req, res) => {
    const { socket } = req
    const idle = () => socket.destroy()
    socket.setTimeout(IDLE_MS).once('timeout', idle)
    res.once('close', () => socket.off('timeout', idle))
    let ctx: Context | undefined
    void context()
      .then((made) => {
        ctx = made
        return work(made, req, res)
      })
      .catch((error: unknown) => respondWithError(req, res, error, ctx?.log))
  }
