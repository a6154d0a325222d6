import { pipeline } from 'node:stream/promises'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { createTransferShares } from '../../chassis/shares/transfer-shares.ts'
import { id } from '../../chassis/text.ts'
import { signInFirst } from '../../chassis/trpc.ts'
import { auditKind } from '../../user-service/events.ts'
import type { Backends } from '../backends.ts'
import type { FrontendEnv } from '../env.ts'
import { refuseWithout } from '../gateway/scopes.ts'
import { relayed } from '../relayed.ts'
import { callerOf, isByToken } from '../sessions/callers.ts'
import { type AuditEntry, csvHead, csvOf } from './audit-csv.ts'

/** So many entries are in a file at most. */
const EXPORTED_MAX = 100_000
const PAGE = 100

const filter = z.strictObject({
  kind: auditKind.optional(),
  userId: id.optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})

const path = /^\/audit\/([\da-f-]{36})\.(csv|jsonl)$/

const forms = {
  csv: { type: 'text/csv; charset=utf-8', head: csvHead, lineOf: csvOf },
  jsonl: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    lineOf: (entry: AuditEntry) => `${JSON.stringify(entry)}\n`,
  },
}

/** `GET /audit/<workspace>.csv` and `.jsonl`: an audit log as a file, written page by page as it is read. Each page asks
 *  again whether its reader may see it. */
export function auditExport(env: FrontendEnv, { user }: Backends): RequestHandler {
  const shares = createTransferShares(env)
  return async (req, res) => {
    const [, workspaceId, ending] = path.exec(req.baseUrl + req.path) ?? []
    if (!workspaceId || req.method !== 'GET')
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
    const caller = callerOf(req)
    if (!caller) throw signInFirst()
    const token = isByToken(caller) ? caller : undefined
    if (token) refuseWithout(token, 'audit:read')
    const asked = filter.safeParse(req.query)
    if (!asked.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: asked.error })
    const giveBack = await shares.downloads.take(caller.uid)
    if (res.closed) return giveBack()
    res.once('close', giveBack)
    const context = {
      ...{ userId: caller.uid, token: token?.token },
      requestId: String(req.headers['x-request-id']),
      traceparent: String(req.headers.traceparent),
    }
    const pageBefore = (cursor: number | null = null) => {
      const page = { ...asked.data, workspaceId, limit: PAGE, ...(cursor !== null && { cursor }) }
      return user.auditLog.page.query(page, { context })
    }
    // Before anything is written: a refusal is an answer.
    const first = await pageBefore().catch((error: unknown) => {
      throw relayed(getTRPCErrorFromUnknown(error))
    })
    const { type, head, lineOf } = ending === 'csv' ? forms.csv : forms.jsonl
    async function* lines() {
      yield head
      let page = first
      for (let written = 0; ; page = await pageBefore(page.nextCursor)) {
        yield page.items.map(lineOf).join('')
        written += page.items.length
        if (page.nextCursor === null || written >= EXPORTED_MAX) return
      }
    }
    res.set({
      'content-type': type,
      'content-disposition': `attachment; filename="audit-log.${ending}"`,
    })
    // The status is out: a file that breaks off, or that nobody reads any more, can only be cut.
    await pipeline(lines(), res).catch(() => res.destroy())
  }
}
