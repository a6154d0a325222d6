import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { signInFirst } from '../../chassis/trpc.ts'
import { type FrontendEnv, isSecure } from '../env.ts'
import { namedCall } from '../forward/call-path.ts'
import type { Forward } from '../forward/forward.ts'
import type { Repeats } from '../rest/repeats.ts'
import type { Trusts } from '../sessions/address.ts'
import type { ApiTokens } from '../sessions/api-tokens.ts'
import { type Callers, callerOf, createCallers } from '../sessions/callers.ts'
import type { Sessions } from '../sessions/session.ts'
import { backendCalls } from './backend-calls.ts'
import { sentBy } from './body.ts'
import { createCallShare } from './call-shares.ts'
import { createCsrf, withJson } from './csrf.ts'
import { failures } from './failures.ts'
import { createFreshness } from './fresh.ts'
import type { Gateway } from './gateway.ts'
import { isSecretPage, securityHeaders } from './headers.ts'
import { ownReads } from './own-reads.ts'
import { restCalls } from './rest-calls.ts'
import { refuseBeyondScopes } from './scopes.ts'
import { verify } from './verify.ts'
import { webApp, webSources } from './web-app.ts'

export interface Parts {
  readonly env: FrontendEnv
  readonly log: Logger
  readonly metrics: Metrics
  readonly sessions: Sessions
  readonly tokens: ApiTokens
  readonly gateway: Gateway
  readonly forward: Forward
  readonly transfers: RequestHandler
  readonly auditExport: (callers: Callers) => RequestHandler
  readonly myData: (callers: Callers) => RequestHandler
  readonly repeats: Repeats
  /** In development: letters that were not sent. */
  readonly mailbox?: RequestHandler
  /** Hashed files that this release does not have. */
  readonly otherReleases?: RequestHandler
}

/** The order in which a request meets things. */
export function createApp(parts: Parts) {
  const { env, log, gateway, forward, transfers, mailbox, otherReleases } = parts
  const app = express()
  app.set('trust proxy', env.TRUSTED_PROXIES).set('etag', false).disable('x-powered-by')
  // A path is one thing to whoever decides by it and whoever answers it.
  app.enable('case sensitive routing')
  const trusts: Trusts = app.get('trust proxy fn')
  const headers = securityHeaders(isSecure(env), env.WEB_DEV_URL)
  const callers = createCallers(parts.sessions, parts.tokens, trusts)
  const refuseOthers = createCsrf(env.PUBLIC_ORIGIN, trusts)
  const refuseForeign = withJson(refuseOthers)
  const share = createCallShare(env, parts.metrics)
  const refuseStale = createFreshness(env)
  const fail = failures(log)

  const csrf: RequestHandler = (req, _res, next) => {
    refuseForeign(req)
    next()
  }
  const scoped: RequestHandler = (req, _res, next) => {
    const call = namedCall(req.originalUrl)
    if (!call) throw noSuchCall()
    if (req.byToken) refuseBeyondScopes(req.byToken, call, req.method)
    refuseStale.inCalls(callerOf(req), call, req.method)
    next()
  }
  const body: RequestHandler = async (req, _res, next) => {
    const begun = callerOf(req)
    const { body, caller } = await sentBy(req, begun, () => callers.read(req))
    if (begun && !caller) throw signInFirst()
    req.body = body
    next()
  }
  /** Somebody who is not signed in stands for an address. */
  const turn: RequestHandler = async (req, res, next) => {
    // Streams last: they have a limit of their own.
    if (req.path === '/gateway/live.events') return next()
    if (await share.turn(res, callerOf(req)?.uid ?? req.ip ?? '', req.path)) next()
  }
  const failed: ErrorRequestHandler = (error, req, res, _next) => fail(error, req, res)

  const own = ['/trpc', '/uploads', '/files', '/audit', '/my-data', '/api']
  app.use(own, fresh, callers.middleware, csrf)
  app.use('/trpc', scoped, body, turn)
  app.use('/trpc/gateway', gateway.middleware)
  app.use('/trpc', noCall)
  app.use(['/uploads', '/files'], transfers)
  app.use('/audit', parts.auditExport(callers))
  app.use('/my-data', parts.myData(callers))
  app.get('/api/v1/auth/verify', verify)
  app.use('/api', nothing)
  if (mailbox) app.get('/mailbox', mailbox)
  if (env.WEB_DEV_URL) app.get('/{*path}', webSources(env.WEB_DEV_URL))
  else if (env.WEB_DIR) app.use(webApp(env.WEB_DIR, otherReleases ? [otherReleases] : []))
  app.use(nothing)
  app.use(failed)

  const isBackendCall = backendCalls({ callers, refuseForeign, refuseStale, share, forward, fail })
  const isRest = restCalls({
    ...{ callers, share, forward, gateway, log, repeats: parts.repeats },
    ...{ refuseForeign: refuseOthers, refuseStale },
  })
  const isOwnRead = ownReads({ callers, share, gateway, fail, express: app })
  return (req: IncomingMessage, res: ServerResponse) => {
    res.setHeaders(headers)
    if (isSecretPage(req.url)) res.setHeader('referrer-policy', 'no-referrer')
    res.setHeader('x-request-id', String(req.headers['x-request-id']))
    if (!isBackendCall(req, res) && !isOwnRead(req, res) && !isRest(req, res)) app(req, res)
  }
}

const fresh: RequestHandler = (_req, res, next) => {
  res.set('cache-control', 'no-store')
  next()
}

const noSuchCall = () => new TRPCError({ code: 'NOT_FOUND', message: 'No such call' })

const noCall: RequestHandler = () => {
  throw noSuchCall()
}

const nothing: RequestHandler = () => {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
}
