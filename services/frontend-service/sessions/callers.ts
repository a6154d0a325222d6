import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler } from 'express'
import { addressOf, type Trusts } from './address.ts'
import type { ApiTokens, TokenFacts } from './api-tokens.ts'
import { type Sessions, signedInSession } from './session.ts'
import type { SessionFacts } from './session-store.ts'

declare module 'express-serve-static-core' {
  interface Request {
    /** Of a request that brings an API token; then there is no session. */
    byToken?: TokenFacts
  }
}

/** Who sends a request: a browser with its session, or a program with an API token. */
export type Caller = SessionFacts | TokenFacts

export interface Callers {
  /** For requests that are answered before Express. */
  readonly read: (req: IncomingMessage) => Promise<Caller | null>
  /** For the others; `callerOf` then tells who it is. */
  readonly middleware: RequestHandler
  /** Where a request comes from. */
  readonly addressOf: (req: IncomingMessage) => string
}

/** Where a request brings a token, that alone counts: no cookie is read or set beside it. */
export function createCallers(sessions: Sessions, tokens: ApiTokens, trusts: Trusts): Callers {
  const bearerOf = (req: IncomingMessage) => {
    const text = bearerIn(req)
    return text === undefined ? undefined : tokens.read(text, addressOf(req, trusts))
  }
  return {
    addressOf: (req) => addressOf(req, trusts),
    read: async (req) => (await bearerOf(req)) ?? sessions.read(req),
    middleware: async (req, res, next) => {
      req.byToken = await bearerOf(req)
      if (req.byToken) next()
      else sessions.middleware(req, res, next)
    },
  }
}

/** What a request brings instead of a session, good or bad. */
export const bearerIn = ({ headers }: IncomingMessage) =>
  /^bearer\b *(.*)$/i.exec(headers.authorization ?? '')?.[1]

/** Who sent a request that came through Express, or null. */
export const callerOf = (req: Request): Caller | null => req.byToken ?? signedInSession(req)

export const isByToken = (caller: Caller): caller is TokenFacts => 'token' in caller
