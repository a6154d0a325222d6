import type { PrismaClient } from '#db/task'
import type { Begun } from './settle.ts'

/** A webhook that is this process's until a moment, after which another one may have it: its sender was killed. */
export interface Claimed {
  readonly id: string
  readonly projectId: string
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
  readonly withFailing: boolean
}

/** The webhook whose delivery is due longest. Others pass over what is being claimed. */
export async function claim(db: PrismaClient, { seconds, busyTargets, withFailing }: Claiming) {
  const [webhook] = await db.$queryRaw<Claimed[]>`
    update "Webhook" set "busyUntil" = now() + make_interval(secs => ${seconds}::float8)
     where id = (
       select id from "Webhook"
        where stopped is null and "nextAt" <= now() and coalesce("busyUntil" <= now(), true)
          and not target = any(${busyTargets}::text[]) and (${withFailing} or "failingSince" is null)
        order by "nextAt" limit 1 for no key update skip locked)
    returning id, "projectId", "ownerId", url, target, q, secret, "busyUntil" as until,
              case when "formerUntil" > now() then "formerSecret" end as "formerSecret",
              "failingSince" is not null as "isFailing"`
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
