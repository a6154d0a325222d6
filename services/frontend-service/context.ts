import type { Request, Response } from 'express'
import ipaddr from 'ipaddr.js'
import type { BaseContext } from '../chassis/trpc.ts'
import type { Backends } from './backends.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { PageReports } from './pages/page-reports.ts'
import type { ApiTokens } from './sessions/api-tokens.ts'
import type { KnownDevices } from './sessions/known-devices.ts'
import type { StepCookie } from './sessions/second-step.ts'
import type { Sessions } from './sessions/session.ts'
import type { SessionFacts, SessionStore } from './sessions/session-store.ts'

/** What the gateway adds to `ctx`. */
export interface GatewayContext {
  readonly backends: Backends
  readonly sessions: Sessions
  readonly secondStep: StepCookie
  readonly devices: KnownDevices
  readonly passkeyBrowser: StepCookie
  readonly oidcBrowser: StepCookie
  readonly tokens: ApiTokens
  readonly store: SessionStore
  readonly live: LiveHub
  readonly pages: PageReports
  /** Address of the folder with the runbooks, if that is known. */
  readonly runbooks: string | null
  /** Resolves when task-service knows which rights user-service gives. */
  readonly rightsSettled: () => Promise<unknown>
  /** None where an API token came instead. */
  readonly session: SessionFacts | null
  /** Where the request comes from. Reads do not say. */
  readonly address?: string
  /** What Express made of the request; reads are answered without it. */
  readonly express?: ByExpress
}

export interface ByExpress {
  readonly req: Request
  readonly res: Response
}

/** Options of a call to a backend on behalf of whoever sent this request. */
export const onBehalf = ({
  user,
  requestId,
  deadline,
  traceparent,
  address,
}: BaseContext & Pick<GatewayContext, 'address'>) => ({
  context: { userId: user?.id ?? null, requestId, deadline, traceparent, address },
})

/** The device behind a request, for the list of sessions. */
export const deviceOf = (req: Request) => ({
  // An IPv4 address is the same on a socket that speaks both.
  ip: req.ip ? ipaddr.process(req.ip).toString() : '',
  userAgent: req.headers['user-agent'] ?? '',
})
