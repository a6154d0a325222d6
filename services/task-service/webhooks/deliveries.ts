import { notFound } from '../../chassis/trpc.ts'
import { eventShownSql } from '../access/insiders.ts'
import type { Context } from '../context.ts'
import { procedure } from '../trpc.ts'
import { adminAt } from './admin-at.ts'
import { deliveryFilter } from './webhook-input.ts'

/** The log of a webhook, newest first, as far as the reader may know of its events. What targets answered may be what they were
 *  told, so its owner alone reads it, of what was sent with their own eyes. */
export const deliveries = procedure.input(deliveryFilter).query(async ({ ctx, input }) => {
  const { projectId, id, cursor, limit } = input
  await adminAt(ctx, { projectId })
  const webhook = await ctx.db.webhook.findFirst({
    where: { id, projectId },
    select: { ownerId: true, ownedSince: true },
  })
  if (!webhook) throw notFound()
  const found = await ctx.db.webhookDelivery.findMany({
    where: { webhookId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    ...(cursor && { cursor: { id: cursor }, skip: 1 }),
    select: {
      ...{ id: true, type: true, status: true, attempts: true, createdAt: true, dueAt: true },
      ...{ attemptedAt: true, durationMs: true, httpStatus: true, failure: true, response: true },
      eventSeq: true,
    },
  })
  const page = found.slice(0, limit)
  const seen = await seenOf(
    ctx,
    page.flatMap(({ eventSeq }) => (eventSeq === null ? [] : [String(eventSeq)])),
  )
  const isOwn = (attemptedAt: Date | null) =>
    webhook.ownerId === ctx.user.id && attemptedAt !== null && attemptedAt >= webhook.ownedSince
  const items = page
    .filter(({ eventSeq }) => eventSeq === null || seen.has(String(eventSeq)))
    .map(({ dueAt, createdAt, attemptedAt, response, eventSeq: _, ...delivery }) => ({
      ...delivery,
      createdAt: createdAt.toISOString(),
      attemptedAt: attemptedAt?.toISOString() ?? null,
      response: isOwn(attemptedAt) ? response : null,
      /** When it is tried, or tried again. */
      nextAt: delivery.status === 'pending' ? dueAt.toISOString() : null,
    }))
  return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
})

/** Of events of a project those that its reader may be shown. */
async function seenOf(
  ctx: Pick<Context, 'pool'> & { readonly user: { readonly id: string } },
  seqs: readonly string[],
) {
  const { rows } = await ctx.pool.query<{ seq: string }>({
    ...{ name: 'webhook-events-seen', text: seenSql, values: [seqs, ctx.user.id] },
  })
  return new Set(rows.map(({ seq }) => seq))
}

/** Parameters: places in the log, reader, who sees the project. */
const seenSql = `
  select e.seq::text as seq from "Event" e where e.seq = any($1::bigint[]) and ${eventShownSql('$2')}`
