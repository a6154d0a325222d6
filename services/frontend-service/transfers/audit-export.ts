import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { isAway } from '../../chassis/client.ts'
import { createTransferShares } from '../../chassis/shares/transfer-shares.ts'
import { id } from '../../chassis/text.ts'
import { signInFirst } from '../../chassis/trpc.ts'
import { auditKind } from '../../user-service/events.ts'
import type { Backends } from '../backends.ts'
import type { FrontendEnv } from '../env.ts'
import { refuseWithout } from '../gateway/scopes.ts'
import { relayed } from '../relayed.ts'
import { type Callers, callerOf, isByToken } from '../sessions/callers.ts'
import { refuseEnded } from '../sessions/refuse-ended.ts'
import { type AuditEntry, csvEnd, csvHead, csvOf, type ExportEnd, jsonEnd } from './audit-csv.ts'

/** So many entries are in a file at most. */
const EXPORTED_MAX = 100_000
const PAGE = 100
/** How often it is looked whether the reader of an open file may still read it, in milliseconds. */
const CHECK_MS = 1000

const filter = z.strictObject({
  kind: auditKind.optional(),
  userId: id.optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})
const stretch = {
  /** Entries before this number: where a file that was cut goes on. */
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(EXPORTED_MAX).default(EXPORTED_MAX),
}

const path = /^\/audit\/([\da-f-]{36})\.(csv|jsonl)$/

const forms = {
  csv: { type: 'text/csv; charset=utf-8', head: csvHead, lineOf: csvOf, endOf: csvEnd },
  jsonl: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    lineOf: (entry: AuditEntry) => `${JSON.stringify(entry)}\n`,
    endOf: jsonEnd,
  },
}

/** `GET /audit/<workspace>.csv` and `.jsonl`: an audit log as a file, written page by page as it is read. Its last line says
 *  that it is whole, or where it goes on; whoever may not read the log any more gets a file that breaks off without it. */
export const auditExport =
  (env: FrontendEnv, { user }: Backends) =>
  (callers: Callers): RequestHandler => {
    const shares = createTransferShares(env)
    return async (req, res) => {
      const [, workspaceId, ending] = path.exec(req.baseUrl + req.path) ?? []
      if (!workspaceId || req.method !== 'GET')
        throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
      const caller = callerOf(req)
      if (!caller) throw signInFirst()
      const token = isByToken(caller) ? caller : undefined
      if (token) refuseWithout(token, 'audit:read')
      const asked = filter.extend(stretch).safeParse(req.query)
      if (!asked.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: asked.error })
      const { before, limit, ...filtered } = asked.data
      const giveBack = await shares.downloads.take(caller.uid)
      if (res.closed) return giveBack()
      res.once('close', giveBack)
      const context = {
        ...{ userId: caller.uid, token: token?.token },
        requestId: String(req.headers['x-request-id']),
        traceparent: String(req.headers.traceparent),
      }
      const pageBefore = (cursor: number | undefined, left: number) => {
        const page = { ...filtered, workspaceId, limit: Math.min(PAGE, left) }
        return user.auditLog.page.query(
          { ...page, ...(cursor !== undefined && { cursor }) },
          { context },
        )
      }
      // Before anything is written: a refusal is an answer.
      const first = await pageBefore(before, limit).catch((error: unknown) => {
        throw relayed(getTRPCErrorFromUnknown(error))
      })
      const { type, head, lineOf, endOf } = ending === 'csv' ? forms.csv : forms.jsonl
      /** Throws where the session or token has ended, or the right to read. */
      const refuseLate = async () => {
        await refuseEnded(callers, req, caller)
        const newest = { workspaceId, limit: 1 }
        await user.auditLog.page.query(newest, { context }).catch((error: unknown) => {
          if (!isAway(error)) throw error
        })
      }
      async function* lines() {
        yield head
        let page = first
        let entries = 0
        for (;;) {
          yield page.items.map(lineOf).join('')
          entries += page.items.length
          if (page.nextCursor === null || entries >= limit) break
          page = await pageBefore(page.nextCursor, limit - entries)
        }
        await refuseLate()
        yield endOf(endAt(entries, page.nextCursor))
      }
      res.set({
        'content-type': type,
        'content-disposition': `attachment; filename="audit-log.${ending}"`,
      })
      const open = new AbortController()
      res.once('close', () => open.abort())
      // The status is out: a file that breaks off, or that nobody reads any more, can only be cut.
      const cut = () => res.destroy()
      void repeated(refuseLate, open.signal).catch(cut)
      await pipeline(lines(), res).catch(cut)
    }
  }

const endAt = (entries: number, before: number | null): ExportEnd =>
  before === null ? { state: 'whole', entries } : { state: 'cut', entries, before }

/** Does something once in a while until the signal comes. */
async function repeated(act: () => Promise<void>, signal: AbortSignal) {
  for (;;) {
    await sleep(CHECK_MS, undefined, { signal })
    await act()
  }
}
