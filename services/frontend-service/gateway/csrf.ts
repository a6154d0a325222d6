import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import type { Trusts } from '../sessions/address.ts'
import { bearerIn } from '../sessions/callers.ts'

/** Refuses whatever would change something and was not sent by our own pages: no other site can set `X-TaskMate` or
 *  the JSON content type without asking first, and nobody answers that question. An upload (PUT) brings its own type. Where
 *  there is an API token no browser put it there, and a cookie beside it does not count. */
export const createCsrf =
  (publicOrigin: string | undefined, trusts: Trusts) =>
  (req: IncomingMessage): void => {
    const { method, headers } = req
    if (method === 'GET' || method === 'HEAD') return
    if (bearerIn(req) === undefined) {
      if (!isSameOrigin(req, publicOrigin, trusts)) throw forbidden('This came from another site')
      if (headers['x-taskmate'] !== '1') throw forbidden('The header X-TaskMate is missing')
    }
    if (method !== 'PUT' && headers['content-type'] !== 'application/json')
      throw new TRPCError({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'The content type must be application/json',
      })
  }

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
