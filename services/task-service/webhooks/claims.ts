import type { PrismaClient } from '#db/task'
import type { Begun } from './settle.ts'

/** A webhook that is this process's until a moment, after which another one may have it: its sender was killed. */
export interface Claimed {
  readonly id: string
  readonly projectId: string
  readonly workspaceId: string
  readonly ownerId: string
  readonly url: string
  readonly target: string
  readonly q: string
  readonly secret: string
  /** As long as it counts. */
  readonly formerSecret: string | null
  readonly isFailing: boolean
  readonly until: Date
}

interface Claiming {
  readonly seconds: number
  /** Hosts that have their share already. */
  readonly busyTargets: readonly string[]
  readonly busyWorkspaces: readonly string[]
  /** Workspaces whose failing webhooks have theirs. */
  readonly failingWorkspaces: readonly string[]
  readonly withFailing: boolean
}

/** Of the webhooks with something due the one that has waited longest for its turn: after a delivery it is behind all others,
 *  whatever it has left. Others pass over what is being claimed. What is for somebody whose membership is suspended waits until
 *  they are back. */
export async function claim(db: PrismaClient, claiming: Claiming) {
  const { seconds, busyTargets, busyWorkspaces, failingWorkspaces, withFailing } = claiming
  const [webhook] = await db.$queryRaw<Claimed[]>`
    update "Webhook" w set "busyUntil" = now() + make_interval(secs => ${seconds}::float8), "servedAt" = now()
      from "Project" p
     where p.id = w."projectId" and w.id = (
       select w.id from "Webhook" w join "Project" p on p.id = w."projectId"
        where w.stopped is null and w."nextAt" <= now() and coalesce(w."busyUntil" <= now(), true)
          and not w.target = any(${busyTargets}::text[]) and not p."workspaceId" = any(${busyWorkspaces}::uuid[])
          and not exists (select from "Member" m where m."workspaceId" = p."workspaceId"
                            and m."userId" = w."ownerId" and m."suspendedAt" is not null)
          and (w."failingSince" is null
               or ${withFailing} and not p."workspaceId" = any(${failingWorkspaces}::uuid[]))
        order by w."servedAt" nulls first, w."nextAt" limit 1 for no key update of w skip locked)
    returning w.id, w."projectId", p."workspaceId", w."ownerId", w.url, w.target, w.q, w.secret, w."busyUntil" as until,
              case when w."formerUntil" > now() then w."formerSecret" end as "formerSecret",
              w."failingSince" is not null as "isFailing"`
  return webhook
}

interface Next extends Pick<Begun, 'id' | 'eventSeq' | 'attempts'> {
  readonly type: string
  readonly createdAt: Date
}

/** Its oldest delivery that is due: first tries come in the order of the log. */
export async function nextOf(db: PrismaClient, webhookId: string) {
  const [next] = await db.$queryRaw<Next[]>`
    select id, "eventSeq", type, attempts, "createdAt" from "WebhookDelivery"
     where "webhookId" = ${webhookId}::uuid and status = 'pending' and "dueAt" <= now()
     order by "dueAt", "eventSeq" limit 1`
  return next
}

/** Lets a webhook go of which nothing was tried: there is nothing due, or something of ours went wrong, and it is left alone
 *  for a while. */
export const release = async (db: PrismaClient, { id, until }: Claimed, pauseMs?: number) =>
  void (await db.$transaction(async (tx) => {
    const held = await tx.$queryRaw<unknown[]>`
      select 1 from "Webhook" where id = ${id}::uuid and "busyUntil" = ${until} for no key update`
    if (held.length === 0) return
    await tx.$executeRaw`
      update "Webhook" set "busyUntil" = null, "nextAt" = case
        when ${pauseMs ?? null}::float8 is not null then now() + make_interval(secs => ${(pauseMs ?? 0) / 1000}::float8)
        else (select min("dueAt") from "WebhookDelivery" where "webhookId" = ${id}::uuid and status = 'pending') end
       where id = ${id}::uuid`
  }))
