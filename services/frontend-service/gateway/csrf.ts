import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import type { Trusts } from '../sessions/address.ts'
import { bearerIn } from '../sessions/callers.ts'

/** Refuses whatever would change something and was not sent by our own pages: no other site can set `X-TaskMate`
 *  without asking first, and nobody answers that question. Where there is an API token no browser put it there, and a
 *  cookie beside it does not count. */
export const createCsrf =
  (publicOrigin: string | undefined, trusts: Trusts) =>
  (req: IncomingMessage): void => {
    const { method, headers } = req
    if (method === 'GET' || method === 'HEAD' || bearerIn(req) !== undefined) return
    if (!isSameOrigin(req, publicOrigin, trusts)) throw forbidden('This came from another site')
    if (headers['x-taskmate'] !== '1') throw forbidden('The header X-TaskMate is missing')
  }

/** The same of calls: nor can another site set the JSON content type. An upload (PUT) brings its own type. */
export const withJson =
  (refuseForeign: ReturnType<typeof createCsrf>) =>
  (req: IncomingMessage): void => {
    refuseForeign(req)
    const { method, headers } = req
    if (method === 'GET' || method === 'HEAD' || method === 'PUT') return
    if (headers['content-type'] !== 'application/json')
      throw otherType('The content type must be application/json')
  }

const otherType = (message: string) => new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message })

function isSameOrigin(req: IncomingMessage, publicOrigin: string | undefined, trusts: Trusts) {
  const { origin } = req.headers
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  return origin === publicOrigin || origin === ownOrigin(req, trusts)
}

/** The origin that the request was sent to, as the proxy in front tells it where it is believed. */
function ownOrigin({ headers, socket }: IncomingMessage, trusts: Trusts) {
  const told = (name: string) =>
    trusts(socket.remoteAddress, 0) ? `${headers[name] ?? ''}`.split(',')[0]?.trim() : ''
  return `${told('x-forwarded-proto') || 'http'}://${told('x-forwarded-host') || headers.host}`
}

const forbidden = (message: string) => new TRPCError({ code: 'FORBIDDEN', message })
