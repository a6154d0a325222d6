import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import { z } from 'zod'
import type { PrismaClient } from '#db/task'
import { inBackground } from '../../chassis/background.ts'
import { type Callee, callLinks } from '../../chassis/client.ts'
import { botOf } from '../../chassis/identity.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import type { UserServiceRouter } from '../../user-service/router.ts'
import { PARKED_AT_ONCE, parkPending } from './settle.ts'

interface Upkeep {
  readonly db: PrismaClient
  readonly callee: Callee
  readonly log: Logger
  readonly metrics: Metrics
}

/** How long the log of deliveries is kept. */
const KEPT_DAYS = 30
const AT_ONCE = 1000
const words = z.record(z.string(), z.string())
const HOUR_MS = 3_600_000

/** Writes to owners what became of their webhooks, tells the audit log what was done to them, parks what those have that are
 *  off, and forgets old deliveries, in the background. A letter that was asked for while this died is asked for again. */
export function webhookUpkeep({ db, callee, log, metrics }: Upkeep) {
  const users = createTRPCClient<UserServiceRouter>(callLinks(callee))
  let cleanAt = 0

  const tell = async () => {
    const owed = await db.webhook.findMany({
      where: { notice: { not: null } },
      take: 100,
      select: {
        ...{ id: true, notice: true, ownerId: true },
        project: { select: { key: true, workspaceId: true } },
      },
    })
    for (const { id, notice, ownerId, project } of owed) {
      if (!notice) continue
      await users.notices.webhook.mutate(
        {
          ...{ userId: ownerId, workspaceId: project.workspaceId, projectKey: project.key },
          kind: `webhook_${notice}`,
        },
        { context: { userId: null, requestId: randomUUID() } },
      )
      await db.webhook.updateMany({ where: { id, notice }, data: { notice: null } })
    }
  }

  /** Tells the audit log what was done to webhooks, in the order in which it was. One that is told twice stands there once. */
  const report = async (isClosed: () => boolean) => {
    const acts = await db.webhookAct.findMany({
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: 100,
    })
    for (const { at, facts, botId, botName, ...act } of acts) {
      if (isClosed()) return
      const bot = botOf({ botId, botName })
      await users.auditLog.tellWebhook.mutate(
        // A user-service of the release before knows of no bots: what one did is told to the next.
        { ...act, at: at.toISOString(), facts: words.parse(facts), ...(bot && { bot }) },
        { context: { userId: null, requestId: randomUUID() } },
      )
      await db.webhookAct.deleteMany({ where: { id: act.id } })
    }
  }

  /** What waits for webhooks that are off and was too much for one statement. */
  const park = async (isClosed: () => boolean) => {
    const off = await db.$queryRaw<{ id: string }[]>`
      select id from "Webhook" w where stopped is not null and exists (
        select from "WebhookDelivery" d where d."webhookId" = w.id and d.status = 'pending')`
    for (const { id } of off) while (!isClosed() && (await parkSome(db, id)) === PARKED_AT_ONCE);
  }

  const forget = async (isClosed: () => boolean) => {
    if (Date.now() < cleanAt) return
    cleanAt = Date.now() + HOUR_MS
    const old = () => db.$executeRaw`
      delete from "WebhookDelivery" where id in (
        select id from "WebhookDelivery"
         where "createdAt" < now() - make_interval(days => ${KEPT_DAYS}) and status <> 'pending'
         order by "createdAt" limit ${AT_ONCE} for update skip locked)`
    while (!isClosed() && (await old()) === AT_ONCE);
  }

  return inBackground({
    name: 'webhook_upkeep',
    run: async (isClosed) => {
      await forget(isClosed)
      await park(isClosed)
      await tell()
      await report(isClosed)
    },
    log,
    metrics,
    failed: 'owners of webhooks or the audit log not told yet',
  })
}

const parkSome = (db: PrismaClient, id: string) =>
  db.$transaction(async (tx) => {
    const off = await tx.$queryRaw<unknown[]>`
      select 1 from "Webhook" where id = ${id}::uuid and stopped is not null for no key update`
    return off.length > 0 ? parkPending(tx, id) : 0
  })
