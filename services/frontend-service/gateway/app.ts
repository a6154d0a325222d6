import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import express, { type RequestHandler } from 'express'
import type { Logger } from '../../chassis/logger.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { body } from './body.ts'
import { callShares } from './call-shares.ts'
import { csrf } from './csrf.ts'
import { failures } from './failures.ts'
import { securityHeaders } from './headers.ts'
import { verify } from './verify.ts'
import { webApp, webSources } from './web-app.ts'

export interface Parts {
  readonly env: FrontendEnv
  readonly log: Logger
  readonly session: RequestHandler
  readonly gateway: RequestHandler
  readonly forward: RequestHandler
  readonly transfers: RequestHandler
  /** Hashed files that this release does not have. */
  readonly otherReleases?: RequestHandler
}

/** The order in which a request meets things. */
export function createApp(parts: Parts) {
  const { env, log, session, gateway, forward, transfers, otherReleases } = parts
  const app = express()
  app.set('trust proxy', env.TRUSTED_PROXIES).set('etag', false).disable('x-powered-by')

  app.use(requestId, securityHeaders(isSecure(env), env.WEB_DEV_URL))
  app.use(['/trpc', '/uploads', '/files', '/api'], fresh, session, csrf(env.PUBLIC_ORIGIN))
  app.use('/trpc', body, callShares(env))
  app.use('/trpc/gateway', gateway)
  app.use('/trpc', forward)
  app.use(['/uploads', '/files'], transfers)
  app.get('/api/v1/auth/verify', verify)
  app.use('/api', nothing)
  if (env.WEB_DEV_URL) app.get('/{*path}', webSources(env.WEB_DEV_URL))
  else if (env.WEB_DIR) app.use(webApp(env.WEB_DIR, otherReleases ? [otherReleases] : []))
  app.use(nothing)
  app.use(failures(log))
  return (req: IncomingMessage, res: ServerResponse) => app(req, res)
}

const requestId: RequestHandler = (req, res, next) => {
  res.set('x-request-id', req.headers['x-request-id'])
  next()
}

const fresh: RequestHandler = (_req, res, next) => {
  res.set('cache-control', 'no-store')
  next()
}

const nothing: RequestHandler = () => {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
}
