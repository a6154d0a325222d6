/** SQL: what task `t` waits for, null where the reader sees nothing that blocks it. */
export const blockersSql = (reader: string) => `(
  select task_blockers(t.id, ${reader}::uuid) from "Relation" r where r."toId" = t.id limit 1)`

/** SQL: whether task `t` waits for an open task that the reader sees: as its row says it, by the same view. Most tasks were never said
 *  to wait for any, and nothing is looked up for them; the projects of the reader are looked up once: without `is true` they
 *  would be joined. */
export const isBlockedSql = (reader: string) => `(t."firstBlockedAt" is not null and (
  select true from "Blocker" b where b."taskId" = t.id and b."isOpen" and (b."projectId" in (
    select a."projectId" from "ProjectAccess" a where a."userId" = ${reader}::uuid and a.role >= 'viewer')) is true limit 1) is true)`
