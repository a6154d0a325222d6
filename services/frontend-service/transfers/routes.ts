import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { TRPCError } from '@trpc/server'
import type { Request, RequestHandler, Response } from 'express'
import { callHeaders } from '../../chassis/client.ts'
import { deadlineHeader } from '../../chassis/deadline.ts'
import type { Signer } from '../../chassis/identity.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { allowSlowBody, leaveBody } from '../../chassis/request.ts'
import { createTransferShares } from '../../chassis/shares/transfer-shares.ts'
import { appError, signInFirst } from '../../chassis/trpc.ts'
import type { FrontendEnv } from '../env.ts'
import { refuseWithout } from '../gateway/scopes.ts'
import { callerOf, isByToken } from '../sessions/callers.ts'

const sent = ['content-type', 'content-length', 'range', 'if-range', 'if-none-match', 'accept']
const answered = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-length',
  'content-range',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'etag',
  'last-modified',
  'retry-after',
  'x-content-type-options',
]

// Without a limit of its own: everybody's share is what keeps it small.
const agent = new Agent({ keepAlive: true, timeout: 60_000 })

const path = /^\/(uploads\/[\da-f-]{36}|files\/[\da-f-]{36}\/content)(\?[\w=&]*)?$/

/** `PUT /uploads/:id` and `GET /files/:id/content`, piped between browser and file-service and never held. */
export function transfers(env: FrontendEnv, sign: Signer, metrics: Metrics): RequestHandler {
  const { hostname, port } = new URL(env.FILE_SERVICE_URL)
  const shares = createTransferShares(env)
  for (const [name, { usage }] of Object.entries(shares)) metrics.shares.set(name, usage)
  const idleMs = env.UPLOAD_IDLE_SECONDS * 1000
  return async (req, res) => {
    const isUpload = req.method === 'PUT' && req.originalUrl.startsWith('/uploads/')
    const isDownload = isRead(req) && req.originalUrl.startsWith('/files/')
    if (!path.test(req.originalUrl) || !(isUpload || isDownload))
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
    const caller = callerOf(req)
    if (!caller) throw signInFirst()
    const token = isByToken(caller) ? caller : undefined
    if (token) refuseWithout(token, isUpload ? 'files:write' : 'files:read')
    const userId = caller.uid
    const giveBack = await shares[isUpload ? 'uploads' : 'downloads'].take(userId)
    if (res.closed) return giveBack()
    res.once('close', giveBack)

    // A transfer lives as long as bytes move: it has no deadline.
    const { [deadlineHeader]: _, ...identity } = await callHeaders(sign, 'file-service', {
      userId,
      token: token?.token,
      requestId: String(req.headers['x-request-id']),
      traceparent: String(req.headers.traceparent),
    })
    const upstream = request({
      agent,
      host: hostname,
      port,
      path: req.originalUrl,
      method: req.method,
      headers: { ...picked(req.headers, sent), ...identity },
    })
    upstream.setTimeout(idleMs, () => upstream.destroy(new Error('Nothing moved')))
    res.once('close', () => upstream.destroy())
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      upstream.once('response', resolve).on('error', reject)
    })
    if (isUpload) {
      allowSlowBody(req, idleMs)
      req.pipe(upstream)
    } else upstream.end()
    await pass(req, res, await answer.catch(away))
  }
}

/** Passes the answer on. When it comes before the upload is through, the rest of the upload is not read. */
async function pass(req: Request, res: Response, answer: IncomingMessage) {
  const end = leaveBody(req, res)
  res.writeHead(answer.statusCode ?? 502, picked(answer.headers, answered))
  await pipeline(answer, res, { end: false }).then(
    () => end(),
    () => res.destroy(),
  )
}

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD'

const picked = (headers: IncomingHttpHeaders, names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  )

const away = () => {
  throw appError('SERVICE_UNAVAILABLE', 'Files are not available right now', {
    retryAfterSeconds: 2,
  })
}
