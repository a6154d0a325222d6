import { audit, auditWayOf } from '../audit/record.ts'
import type { AuditKind } from '../events.ts'
import { serviceProcedure } from '../trpc.ts'
import { webhookAct } from './inputs.ts'

/** So long an act that is told again is known to be in the log. */
const KNOWN_DAYS = 30

/** What was done to a webhook. Whoever tells it keeps it until this has answered, so it may come twice; nothing is written
 *  where the workspace has gone meanwhile. */
export const tellWebhook = serviceProcedure.input(webhookAct).mutation(({ ctx, input }) => {
  const { id, at, kind, workspaceId, projectId, webhookId, target, actorId, tokenId, bot } = input
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`delete from "ToldAct" where at < now() - make_interval(days => ${KNOWN_DAYS}::int)`
    const told = await tx.toldAct.createMany({ data: [{ id }], skipDuplicates: true })
    if (told.count === 0) return
    // Of an account that has gone nothing personal is written down, and none goes meanwhile.
    const actor = await tx.$queryRaw<unknown[]>`
      select 1 from "User" where id = ${actorId}::uuid for share`
    const isThere = actor.length > 0
    const way = auditWayOf(tokenId === null ? undefined : { id: tokenId, ...(bot && { bot }) })
    await audit(tx, {
      ...{ kind: `webhook_${kind}` satisfies AuditKind, workspaceId, actorId, subjectId: null },
      via: actorId === null ? 'system' : way.via,
      ip: isThere ? input.network : '',
      facts: { webhookId, projectId, ...input.facts, at, ...way.facts },
      detail: { target, ...(isThere && way.detail) },
    })
  })
})
