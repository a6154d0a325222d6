import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import type { Logger } from '../../chassis/logger.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import type { Forward } from '../forward/forward.ts'
import { type Sessions, signedInSession } from '../sessions/session.ts'
import { backendCalls } from './backend-calls.ts'
import { sentBy } from './body.ts'
import { createCallShare } from './call-shares.ts'
import { createCsrf, type Trusts } from './csrf.ts'
import { failures } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { securityHeaders } from './headers.ts'
import { ownReads } from './own-reads.ts'
import { verify } from './verify.ts'
import { webApp, webSources } from './web-app.ts'

export interface Parts {
  readonly env: FrontendEnv
  readonly log: Logger
  readonly sessions: Sessions
  readonly gateway: Gateway
  readonly forward: Forward
  readonly transfers: RequestHandler
  /** Hashed files that this release does not have. */
  readonly otherReleases?: RequestHandler
}

/** The order in which a request meets things. */
export function createApp(parts: Parts) {
  const { env, log, sessions, gateway, forward, transfers, otherReleases } = parts
  const app = express()
  app.set('trust proxy', env.TRUSTED_PROXIES).set('etag', false).disable('x-powered-by')
  const trusts: Trusts = app.get('trust proxy fn')
  const headers = securityHeaders(isSecure(env), env.WEB_DEV_URL)
  const refuseForeign = createCsrf(env.PUBLIC_ORIGIN, trusts)
  const share = createCallShare(env)
  const fail = failures(log)

  const csrf: RequestHandler = (req, _res, next) => {
    refuseForeign(req)
    next()
  }
  const body: RequestHandler = async (req, _res, next) => {
    const begun = signedInSession(req)
    const { body, session } = await sentBy(req, begun, () => sessions.read(req))
    if (begun && !session) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
    req.body = body
    next()
  }
  /** Somebody who is not signed in stands for an address. */
  const turn: RequestHandler = async (req, res, next) => {
    // Streams last: they have a limit of their own.
    if (req.path === '/gateway/live.events') return next()
    if (await share.turn(res, req.session.uid ?? req.ip ?? '', req.path)) next()
  }
  const failed: ErrorRequestHandler = (error, req, res, _next) => fail(error, req, res)

  app.use(['/trpc', '/uploads', '/files', '/api'], fresh, sessions.middleware, csrf)
  app.use('/trpc', body, turn)
  app.use('/trpc/gateway', gateway.middleware)
  app.use('/trpc', noCall)
  app.use(['/uploads', '/files'], transfers)
  app.get('/api/v1/auth/verify', verify)
  app.use('/api', nothing)
  if (env.WEB_DEV_URL) app.get('/{*path}', webSources(env.WEB_DEV_URL))
  else if (env.WEB_DIR) app.use(webApp(env.WEB_DIR, otherReleases ? [otherReleases] : []))
  app.use(nothing)
  app.use(failed)

  const isBackendCall = backendCalls({ sessions, refuseForeign, share, forward, fail })
  const isOwnRead = ownReads({ sessions, share, gateway, fail, express: app })
  return (req: IncomingMessage, res: ServerResponse) => {
    res.setHeaders(headers)
    res.setHeader('x-request-id', String(req.headers['x-request-id']))
    if (!isBackendCall(req, res) && !isOwnRead(req, res)) app(req, res)
  }
}

const fresh: RequestHandler = (_req, res, next) => {
  res.set('cache-control', 'no-store')
  next()
}

const noCall: RequestHandler = () => {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'No such call' })
}

const nothing: RequestHandler = () => {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
}
