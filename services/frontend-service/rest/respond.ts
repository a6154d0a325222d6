import type { IncomingMessage, ServerResponse } from 'node:http'
import { leaveBody } from '../../chassis/request.ts'
import { headerIn } from './request.ts'
import { isKnown } from './versions.ts'

/** An answer of a success. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Answers with a success, and with 304 who has it already. */
export function respond(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, text }: RestAnswer,
  contentType = 'application/json',
) {
  const isRead = req.method === 'GET' || req.method === 'HEAD'
  const has = isRead && isKnown(headerIn(req, 'if-none-match'), headers.etag ?? '')
  const end = leaveBody(req, res)
  res.writeHead(has ? 304 : status, {
    'cache-control': 'no-store',
    ...headers,
    ...(!has && text && { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
  })
  end(has ? undefined : text)
}
