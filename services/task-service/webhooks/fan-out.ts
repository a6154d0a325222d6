import type { PrismaClient } from '#db/task'
import type { Pool } from '../../chassis/database.ts'
import { lockCursor, setCursor } from '../../chassis/feed/cursor.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import { stampLog } from '../events/log-rows.ts'
import { noteAct } from './note-act.ts'

const FEED = 'webhooks'
/** Events that one transaction looks at: of a project with twenty webhooks it may write so many deliveries for each. */
const PAGE = 200
/** Deliveries of a webhook that may wait: one that has so many is switched off before it gets more. */
const PENDING_MAX = 10_000

/** Makes a delivery of each event for each webhook that wants it: rows and cursor are one transaction, so none is lost and
 *  none is made twice, whatever dies. Resolves to the newest event of the log that there was, after which there may be
 *  news. Without a webhook nothing is read and no cursor moves. */
export async function fanOut(db: PrismaClient, pool: Pool) {
  const { rows } = await pool.query<{ first: string | null; last: string | null }>({
    name: 'webhooks-first',
    text: firstSql,
  })
  const first = rows[0]?.first ?? null
  if (first === null)
    return { seq: Number(rows[0]?.last ?? 0), isMore: false, ...nothing, isAnyOn: false }
  await stampLog(pool)
  return db.$transaction(async (tx) => {
    const { seq } = await lockCursor(tx, FEED)
    const from = Math.max(seq, Number(first))
    const page = await pageAfter(tx, from)
    if (page.last === null) return { seq: from, isMore: false, ...nothing, isAnyOn: true }
    const last = Number(page.last)
    const made =
      page.wanting.length > 0 ? await deliveriesOf(tx, page.wanting, from, last) : nothing
    await setCursor(tx, FEED, last, null)
    return { seq: last, isMore: last - from >= PAGE, ...made, isAnyOn: true }
  })
}

const nothing = { made: 0, behind: 0 }

const firstSql = `
  select (select min("sinceSeq") from "Webhook" where stopped is null) as first, (select max(seq) from "Event") as last`

/** The end of a page and the webhooks that want something of it. */
async function pageAfter(tx: Tx, from: number) {
  const [page] = await tx.$queryRaw<{ last: bigint | null; wanting: string[] }[]>`
    with page as materialized (
      select id, seq, type, "projectId" from "Event" where seq > ${from} order by seq limit ${PAGE})
    select (select max(seq) from page) as last,
           array(select distinct w.id::text from page e join "Webhook" w on w."projectId" = e."projectId"
                  where w.stopped is null and e.id > w."sinceId" and e.type = any(w.types)) as wanting`
  return page ?? { last: null, wanting: [] }
}

async function deliveriesOf(tx: Tx, wanting: readonly string[], from: number, to: number) {
  // First, as whoever settles a delivery does: then the next due one of each is told right.
  await tx.$queryRaw`
    select 1 from "Webhook" where id = any(${wanting}::uuid[]) order by id for no key update`
  const behind = await stopBehind(tx, wanting)
  // Due by the clock now that the cursor is locked: what a transaction of another replica that began later has locked before
  // this one is due before this.
  const made = await tx.$executeRaw`
    insert into "WebhookDelivery" (id, "webhookId", "eventSeq", type, "createdAt", "dueAt")
    select gen_random_uuid(), w.id, e.seq, e.type, e.at, (select clock_timestamp())
      from "Event" e join "Webhook" w on w."projectId" = e."projectId"
     where e.seq > ${from} and e.seq <= ${to} and w.id = any(${wanting}::uuid[])
       and w.stopped is null and e.id > w."sinceId" and e.type = any(w.types)
     order by e.seq
    on conflict do nothing`
  await tx.$executeRaw`
    update "Webhook" set "nextAt" = least("nextAt", now()) where id = any(${wanting}::uuid[]) and stopped is null`
  return { made, behind }
}

interface Behind {
  readonly id: string
  readonly target: string
  readonly projectId: string
  readonly workspaceId: string
}

/** Switches off those of which too much waits already, so that no target makes a backlog without end. */
async function stopBehind(tx: Tx, ids: readonly string[]) {
  const behind = await tx.$queryRaw<Behind[]>`
    update "Webhook" w set stopped = 'behind', notice = 'stopped', "nextAt" = null from "Project" p
     where p.id = w."projectId" and w.id = any(${ids}::uuid[]) and w.stopped is null and exists (
       select from "WebhookDelivery" d where d."webhookId" = w.id and d.status = 'pending'
       offset ${PENDING_MAX - 1}::bigint)
    returning w.id, w.target, w."projectId", p."workspaceId"`
  for (const { id, target, projectId, workspaceId } of behind) {
    const act = { kind: 'stopped', workspaceId, projectId, webhookId: id } as const
    await noteAct(tx, { ...act, target, facts: { reason: 'behind' } })
    await writeEvents(tx, [['webhook.updated', { id: [id, id] }]], {
      ...{ place: { id: projectId, workspaceId }, via: 'system' },
    })
  }
  return behind.length
}
