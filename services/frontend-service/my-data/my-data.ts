import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { RequestHandler } from 'express'
import type { Signer } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { createShare } from '../../chassis/shares/share.ts'
import { appError, signInFirst } from '../../chassis/trpc.ts'
import type { Backends } from '../backends.ts'
import { deviceOf } from '../context.ts'
import type { FrontendEnv } from '../env.ts'
import { createFreshness } from '../gateway/fresh.ts'
import { relayed } from '../relayed.ts'
import { type Callers, callerOf, isByToken } from '../sessions/callers.ts'
import { refuseEnded } from '../sessions/refuse-ended.ts'
import { entriesOf } from './entries.ts'
import { createFileFetch } from './fetch-file.ts'
import { pourZip } from './pour-zip.ts'

/** Exports that all people together have under way in one process. */
const EXPORTS_MAX = 8

interface Parts {
  readonly env: FrontendEnv
  readonly backends: Backends
  readonly sign: Signer
  readonly log: Logger
  readonly metrics: Metrics
}

/** `POST /my-data`: all that is kept about whoever asks, as a ZIP that is written while it is read. One at a time; a session alone
 *  gets it, with a fresh proof. */
export function myData({ env, backends, sign, log, metrics }: Parts) {
  const shares = createExportShares(env)
  metrics.shares.set('exports', shares.all.usage)
  const { refuse } = createFreshness(env)
  const fetchFile = createFileFetch(env, sign)
  return (callers: Callers): RequestHandler =>
    async (req, res) => {
      if (req.method !== 'POST' || req.path !== '/')
        throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
      const caller = callerOf(req)
      if (!caller) throw signInFirst()
      refuse(caller)
      if (isByToken(caller)) throw signInFirst()
      const { uid: userId, sessionId, epoch } = caller
      for (const share of [shares.own, shares.all]) {
        const giveBack = await share.take(userId)
        if (res.closed) return giveBack()
        res.once('close', giveBack)
      }
      const { ip } = deviceOf(req)
      const context = {
        ...{ userId, address: ip },
        requestId: String(req.headers['x-request-id']),
        traceparent: String(req.headers.traceparent),
      }
      // Before anything is written: a refusal is an answer.
      await backends.user.personalData.begin
        .mutate({ userId, sessionId, epoch, ip }, { context })
        .catch((error: unknown) => {
          throw relayed(getTRPCErrorFromUnknown(error))
        })
      const at = new Date()
      res.set({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="taskmate-${at.toISOString().slice(0, 10)}.zip"`,
      })
      const sources = {
        ...{ backends, fetchFile, context, at },
        refuseEnded: () => refuseEnded(callers, req, caller),
      }
      // The status is out: what breaks off can only be cut.
      await pourZip((over) => entriesOf(sources, over), res).catch((err: unknown) => {
        if (!isReaderGone(err)) log.warn({ err, userId }, 'export of personal data broken off')
        res.destroy()
      })
    }
}

const isReaderGone = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** Of each person, and of all: one more of one's own is refused at once, one more of others waits a while. */
function createExportShares({ TRANSFER_WAIT_SECONDS }: FrontendEnv) {
  const refuse = (reason: string, limit: number, message: string) => () =>
    appError('SERVICE_UNAVAILABLE', message, { reason, retryAfterSeconds: 10, limit })
  return {
    own: createShare({
      ...{ each: 1, waiting: 0, waitMs: 0 },
      refuse: refuse('export_under_way', 1, 'An export of your data is on its way; one at a time'),
    }),
    all: createShare({
      ...{ each: 1, all: EXPORTS_MAX, waitMs: TRANSFER_WAIT_SECONDS * 1000 },
      refuse: refuse(
        'busy',
        EXPORTS_MAX,
        `${EXPORTS_MAX} exports are on their way, as many as may be at once`,
      ),
    }),
  }
}
