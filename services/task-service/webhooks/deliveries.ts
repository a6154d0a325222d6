import { notFound } from '../../chassis/trpc.ts'
import { procedure } from '../trpc.ts'
import { adminAt } from './admin-at.ts'
import { deliveryFilter } from './webhook-input.ts'

/** The log of a webhook, newest first. */
export const deliveries = procedure.input(deliveryFilter).query(async ({ ctx, input }) => {
  const { projectId, id, cursor, limit } = input
  await adminAt(ctx, { projectId })
  const webhook = await ctx.db.webhook.findFirst({ where: { id, projectId }, select: { id: true } })
  if (!webhook) throw notFound()
  const found = await ctx.db.webhookDelivery.findMany({
    where: { webhookId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    ...(cursor && { cursor: { id: cursor }, skip: 1 }),
    select: {
      ...{ id: true, type: true, status: true, attempts: true, createdAt: true, dueAt: true },
      ...{ attemptedAt: true, durationMs: true, httpStatus: true, failure: true, response: true },
    },
  })
  const items = found.slice(0, limit).map(({ dueAt, createdAt, attemptedAt, ...delivery }) => ({
    ...delivery,
    createdAt: createdAt.toISOString(),
    attemptedAt: attemptedAt?.toISOString() ?? null,
    /** When it is tried, or tried again. */
    nextAt: delivery.status === 'pending' ? dueAt.toISOString() : null,
  }))
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
})
