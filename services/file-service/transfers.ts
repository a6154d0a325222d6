import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { BaseContext } from '../chassis/trpc.ts'
import { answer, answerFailure } from './answers.ts'
import type { Own } from './own.ts'
import { receive } from './receiving.ts'
import { send } from './sending.ts'

/** Longest silence in a running transfer, in milliseconds. */
const IDLE_MS = 60_000

const upload = /^\/uploads\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
const content = /^\/files\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/content$/

type Ctx = BaseContext & Own

/** The raw routes, whose bytes never gather in memory: `PUT /uploads/:id` and `GET /files/:id/content`. */
export function transfers(
  req: IncomingMessage,
  context: () => Promise<Ctx>,
): RequestListener | undefined {
  const [path = '', search = ''] = (req.url ?? '').split('?', 2)
  const [, announced] = upload.exec(path) ?? []
  const [, stored] = content.exec(path) ?? []
  if (announced && req.method === 'PUT')
    return transfer(context, async (ctx, _, res) => {
      answer(res, 200, await receive(ctx, announced, req))
    })
  if (stored && (req.method === 'GET' || req.method === 'HEAD')) {
    const inline = new URLSearchParams(search).get('inline') === '1'
    return transfer(context, async (ctx, _, res) => {
      await send(ctx, stored, inline, req, res)
    })
  }
  return
}

type Work = (ctx: Ctx, req: IncomingMessage, res: ServerResponse) => Promise<void>

const transfer =
  (context: () => Promise<Ctx>, work: Work): RequestListener =>
  (req, res) => {
    const { socket } = req
    const idle = () => socket.destroy()
    socket.setTimeout(IDLE_MS).once('timeout', idle)
    res.once('close', () => socket.off('timeout', idle))
    let ctx: Ctx | undefined
    void context()
      .then((made) => {
        ctx = made
        return work(made, req, res)
      })
      .catch((error: unknown) => answerFailure(req, res, error, ctx?.log))
  }
