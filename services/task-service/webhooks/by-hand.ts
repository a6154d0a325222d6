import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import { recorded, type Tx } from '../events/event-log.ts'
import { procedure } from '../trpc.ts'
import { byDelivery, byWebhook } from './webhook-input.ts'

/** Test deliveries of a webhook that may wait at a time. */
const TESTS_MAX = 5

/** Sends a delivery of no event, once: what became of it is in the log. */
export const tryOut = procedure
  .input(byWebhook)
  .mutation(async ({ ctx, input: { id, projectId } }) => {
    const made = await recorded(ctx, { at: { projectId }, needs: 'admin' }, async (tx) => {
      await awakeAt(tx, projectId, id)
      const waiting = { webhookId: id, status: 'pending', eventSeq: null } as const
      refuseMore(await tx.webhookDelivery.count({ where: waiting }), TESTS_MAX, 'Tests that wait')
      const delivery = await tx.webhookDelivery.create({
        data: { webhookId: id, type: 'webhook.test' },
        select: { id: true },
      })
      await due(tx, id)
      return delivery
    })
    ctx.webhooks.soon()
    return made
  })

/** Sends a delivery of the log once more, with the id that it had: a receiver that has it knows it. */
export const replay = procedure
  .input(byDelivery)
  .mutation(async ({ ctx, input: { id, projectId, deliveryId } }) => {
    const done = await recorded(ctx, { at: { projectId }, needs: 'admin' }, async (tx) => {
      await awakeAt(tx, projectId, id)
      const where = { id: deliveryId, webhookId: id }
      const { status } = await tx.webhookDelivery.findFirstOrThrow({
        where,
        select: { status: true },
      })
      // One that waits for its next try has it now, and its other tries after that.
      const isWaiting = status === 'pending'
      await tx.webhookDelivery.update({
        where: { id: deliveryId },
        data: { ...(!isWaiting && { status: 'pending', attempts: 0 }), dueAt: new Date() },
        select: { id: true },
      })
      await due(tx, id)
      return { id: deliveryId }
    })
    ctx.webhooks.soon()
    return done
  })

/** The webhook, while nobody else changes it; CONFLICT for one that is off, NOT_FOUND where there is none. */
async function awakeAt(tx: Tx, projectId: string, id: string) {
  await tx.$queryRaw`select 1 from "Webhook" where id = ${id}::uuid for no key update`
  const { stopped } = await tx.webhook.findFirstOrThrow({
    where: { id, projectId },
    select: { stopped: true },
  })
  if (stopped)
    throw appError('CONFLICT', 'This webhook is off; switch it on first', { reason: 'off' })
}

const due = (tx: Tx, id: string) =>
  tx.$executeRaw`update "Webhook" set "nextAt" = least("nextAt", now()) where id = ${id}::uuid`
