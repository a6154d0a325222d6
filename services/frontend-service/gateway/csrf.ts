import { TRPCError } from '@trpc/server'
import type { Request, RequestHandler } from 'express'

/** Refuses whatever would change something and was not sent by our own pages: no other site can set `X-TaskMate` or
 *  the JSON content type without asking first, and nobody answers that question. Uploads bring their own type. */
export const csrf =
  (publicOrigin: string | undefined): RequestHandler =>
  (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next()
    if (!isSameOrigin(req, publicOrigin)) throw forbidden('This came from another site')
    if (req.headers['x-taskmate'] !== '1') throw forbidden('The header X-TaskMate is missing')
    if (!isUpload(req) && req.headers['content-type'] !== 'application/json')
      throw new TRPCError({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'The content type must be application/json',
      })
    next()
  }

function isSameOrigin(req: Request, publicOrigin: string | undefined) {
  const { origin } = req.headers
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  return origin === publicOrigin || origin === `${req.protocol}://${req.host}`
}

const isUpload = (req: Request) => req.method === 'PUT' && req.originalUrl.startsWith('/uploads/')

const forbidden = (message: string) => new TRPCError({ code: 'FORBIDDEN', message })
