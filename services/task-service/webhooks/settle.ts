import type { Prisma, PrismaClient } from '#db/task'
import { writeEvents } from '../events/event-log.ts'
import { noteAct } from './note-act.ts'
import type { Answer } from './post.ts'

/** After how many seconds a delivery that failed is tried again: eight tries in 24 hours. */
const RETRY_SECONDS = [10, 60, 600, 3600, 10_800, 25_200, 46_130]
const TRIES_MAX = RETRY_SECONDS.length + 1
/** Part of a pause by which it is longer or shorter, so that what failed together is not tried together. */
const JITTER = 0.1
/** So long nothing has to arrive before a webhook is switched off. */
const FAILING_DAYS = 3

export type Stop = 'gone' | 'rights' | 'filter' | 'failing'
export type Outcome = 'delivered' | 'retried' | 'parked' | 'unseen' | 'stopped' | 'lost'

/** A delivery that this process has begun. `until` is its claim: nobody else's has the same. */
export interface Begun {
  readonly id: string
  readonly webhookId: string
  readonly until: Date
  readonly eventSeq: bigint | null
  readonly attempts: number
}

interface Tried {
  readonly answer: Answer
  readonly attemptedAt: Date
  readonly durationMs: number
}

interface Held {
  readonly projectId: string
  readonly workspaceId: string
  readonly target: string
  readonly failingSince: Date | null
  readonly isTold: boolean
}

/** Writes down what became of a delivery and lets the webhook go, in one transaction. `lost` where it took longer than the
 *  claim: by then it is somebody else's. */
export const settle = (db: PrismaClient, begun: Begun, what: Tried | 'unseen' | { stop: Stop }) =>
  db.$transaction(async (tx): Promise<Outcome> => {
    const [held] = await tx.$queryRaw<Held[]>`
      select w."projectId", p."workspaceId", w.target, w."failingSince", w."isTold"
        from "Webhook" w join "Project" p on p.id = w."projectId"
       where w.id = ${begun.webhookId}::uuid and w."busyUntil" = ${begun.until} for no key update of w`
    if (!held) return 'lost'
    if (what === 'unseen') {
      // Of what was sent before, and was to be once more, the log goes on telling.
      await tx.webhookDelivery.deleteMany({ where: { id: begun.id, attemptedAt: null } })
      await tx.webhookDelivery.updateMany({ where: { id: begun.id }, data: { status: 'parked' } })
      await letGo(tx, begun, {})
      return 'unseen'
    }
    if ('stop' in what) return stop(tx, begun, held, what.stop)
    return tried(tx, begun, held, what)
  })

type Tx = Prisma.TransactionClient

async function tried(tx: Tx, begun: Begun, held: Held, { answer, ...tried }: Tried) {
  const attempts = begun.attempts + 1
  const { failure = null, httpStatus = null, response = null } = answer
  const isTest = begun.eventSeq === null
  const isOver = isTest || attempts >= TRIES_MAX || httpStatus === 410
  const outcome = failure === null ? 'delivered' : isOver ? 'parked' : 'retried'
  await tx.webhookDelivery.updateMany({
    where: { id: begun.id },
    data: {
      ...{ attempts, failure, httpStatus, response, ...tried },
      ...(outcome === 'retried'
        ? { dueAt: new Date(Date.now() + pauseMs(attempts)) }
        : { status: outcome }),
    },
  })
  if (outcome === 'delivered') await letGo(tx, begun, { failingSince: null, isTold: false })
  else if (httpStatus === 410) return stop(tx, begun, held, 'gone')
  else if (isTest) await letGo(tx, begun, {})
  else {
    const failingSince = held.failingSince ?? tried.attemptedAt
    if (outcome === 'parked' && Date.now() - failingSince.getTime() > FAILING_DAYS * 86_400_000)
      return stop(tx, begun, held, 'failing')

    await letGo(tx, begun, {
      failingSince,
      ...(outcome === 'parked' && !held.isTold && { isTold: true, notice: 'parked' }),
    })
  }
  return outcome
}

const pauseMs = (attempts: number) =>
  (RETRY_SECONDS[attempts - 1] ?? 0) * 1000 * (1 + JITTER * (2 * Math.random() - 1))

/** The webhook is anybody's again, for its next delivery. */
async function letGo(tx: Tx, { webhookId }: Begun, data: Prisma.WebhookUpdateInput) {
  const next = await tx.webhookDelivery.aggregate({
    where: { webhookId, status: 'pending' },
    _min: { dueAt: true },
  })
  await tx.webhook.update({
    where: { id: webhookId },
    data: { ...data, busyUntil: null, nextAt: next._min.dueAt },
    select: { id: true },
  })
}

/** Switches a webhook off by itself, which its owner is told, unless they lost the project. */
async function stop(tx: Tx, { webhookId }: Begun, held: Held, stopped: Stop) {
  await parkPending(tx, webhookId)
  await tx.webhook.update({
    where: { id: webhookId },
    data: {
      ...{ stopped, busyUntil: null, nextAt: null },
      ...(stopped !== 'rights' && { notice: 'stopped' }),
    },
    select: { id: true },
  })
  const { projectId: id, workspaceId, target } = held
  const act = { kind: 'stopped', workspaceId, projectId: id, webhookId } as const
  await noteAct(tx, { ...act, target, facts: { reason: stopped } })
  await writeEvents(tx, [['webhook.updated', { id: [webhookId, webhookId] }]], {
    ...{ place: { id, workspaceId }, via: 'system' },
  })
  return 'stopped' as const
}

/** Deliveries that one statement parks. */
export const PARKED_AT_ONCE = 1000

/** What waits when a webhook is switched off is sent by hand or not at all. Parks the first of it; where it was as many as it
 *  takes, there may be more, which upkeep parks. */
export const parkPending = (tx: Tx, webhookId: string) =>
  tx.$executeRaw`
    update "WebhookDelivery" set status = 'parked', failure = 'stopped' where id in (
      select id from "WebhookDelivery" where "webhookId" = ${webhookId}::uuid and status = 'pending'
       order by "dueAt" limit ${PARKED_AT_ONCE})`
