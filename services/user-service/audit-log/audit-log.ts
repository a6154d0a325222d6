import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { notFound } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import { procedure, router, serviceProcedure } from '../trpc.ts'
import { type Actor, isAtLeast, roleIn } from '../workspaces/access.ts'
import { type Broken, firstBroken, type Place, type StoredEntry } from './chain.ts'
import { entriesOf } from './entries.ts'
import { type AuditPage, auditPage, checkedChain } from './inputs.ts'
import { tellWebhook } from './webhook-acts.ts'

/** So many entries of a chain are checked by one call. */
const CHECKED = 5000

/** `audit.*`: what happened to who gets into a workspace, and as what. For its owners and admins; for others it does not
 *  exist. */
export const audit = router({
  list: procedure.input(auditPage).query(({ ctx, input }) => pageFor(ctx, ctx.user, input)),

  /** Follows the chain from the entry `after`, 5,000 at a time, and names the first one that does not fit. */
  check: procedure.input(checkedChain).query(async ({ ctx, input: { workspaceId, after } }) => {
    await refuseOthers(ctx.db, ctx.user, workspaceId)
    return ctx.db.$transaction((tx) => checkFrom(tx, workspaceId, after), {
      // Of one moment: what is added meanwhile is not taken for a break.
      isolationLevel: 'RepeatableRead',
    })
  }),
})

/** `auditLog.*`: the same pages for the gateway, which writes them into a file; and what other services tell it. */
export const auditLog = router({
  page: serviceProcedure.input(auditPage).query(({ ctx, input }) => {
    if (!ctx.user) throw notFound()
    return pageFor(ctx, ctx.user, input)
  }),

  tellWebhook,
})

async function pageFor({ db, pool }: Context, reader: Actor, page: AuditPage) {
  await refuseOthers(db, reader, page.workspaceId)
  const found = await entriesOf(pool, page)
  const items = found.slice(0, page.limit)
  return { items, nextCursor: found.length > items.length ? (items.at(-1)?.seq ?? null) : null }
}

async function refuseOthers(db: Prisma.TransactionClient, reader: Actor, workspaceId: string) {
  // An export asks for every page: who is disabled meanwhile reads none of the others.
  const isOpen = { id: reader.id, disabledAt: null }
  if ((await db.user.count({ where: isOpen })) === 0) throw notFound()
  if (!isAtLeast(await roleIn(db, reader, workspaceId), 'admin')) throw notFound()
}

async function checkFrom(tx: Prisma.TransactionClient, workspaceId: string, after?: number) {
  const head = await tx.auditHead.findUnique({ where: { workspaceId } })
  const anchor = { seq: head?.anchorSeq ?? 0, hash: head?.anchorHash ?? '' }
  const before = await placeAt(tx, workspaceId, after, anchor)
  if (!before && (after ?? 0) > (head?.seq ?? 0)) throw beyondEnd(head?.seq ?? 0)
  if (!before) return { ...nothing, broken: { seq: after ?? 0, fault: 'removed' as const } }
  // Retention leaves nothing there: it was put in, or the beginning was moved over it.
  const outside = await tx.auditEntry.findFirst({
    where: { workspaceId, seq: { lte: anchor.seq } },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  })
  if (outside) return { ...nothing, broken: { seq: outside.seq, fault: 'not_linked' as const } }
  const entries = await tx.$queryRaw<StoredEntry[]>`
    select e.*, d.salt, d.data from "AuditEntry" e
      left join "AuditDetail" d on d."workspaceId" = e."workspaceId" and d.seq = e.seq
     where e."workspaceId" = ${workspaceId}::uuid and e.seq > ${before.seq} order by e.seq limit ${CHECKED}`
  const broken = firstBroken(entries, before)
  const last = entries.at(-1) ?? before
  const isDone = broken !== null || entries.length < CHECKED
  return {
    checked: entries.length,
    /** The last entry that was looked at: noted elsewhere, it tells later whether the end was cut off. */
    last: { seq: last.seq, hash: last.hash },
    nextAfter: isDone ? null : last.seq,
    broken: broken ?? (isDone ? brokenEnd(last, head) : null),
  }
}

const beyondEnd = (end: number) =>
  new TRPCError({ code: 'BAD_REQUEST', message: `The log ends at entry ${end}` })

const nothing = { checked: 0, last: { seq: 0, hash: '' }, nextAfter: null }

async function placeAt(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  after: number | undefined,
  anchor: Place,
): Promise<Place | null> {
  if (after === undefined || after <= anchor.seq) return anchor
  const where = { workspaceId_seq: { workspaceId, seq: after } }
  return tx.auditEntry.findUnique({ where, select: { seq: true, hash: true } })
}

/** What the end of the chain says against what was written last. */
function brokenEnd(last: Place, head: Place | null): Broken | null {
  if (!head) return last.seq === 0 ? null : { seq: last.seq, fault: 'beyond_end' }
  if (last.seq < head.seq) return { seq: last.seq + 1, fault: 'removed' }
  if (last.seq > head.seq) return { seq: head.seq + 1, fault: 'beyond_end' }
  return last.hash === head.hash ? null : { seq: last.seq, fault: 'changed' }
}
