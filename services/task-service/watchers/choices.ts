import { seesSql } from '../access/access.ts'
import { insiderSql } from '../access/insiders.ts'
import type { Tx } from '../events/event-log.ts'
import { namedPeopleSql } from './named-people.ts'
import { teamWatchersSql } from './named-teams.ts'

/** SQL: whether somebody watches task `t`, as far as the reader may know. */
export const isWatchingSql = (who: string, reader: string) =>
  watchesSql(who, `${hasPartSql(who, reader)} or exists (${teamWatchersSql(reader, who)})`)

/** SQL: whether somebody does so by what they did themselves or were given by name, not because a team of theirs is named. */
export const isOwnWatchSql = (who: string) => watchesSql(who, hasPartSql(who, who))

const watchesSql = (who: string, otherwise: string) => `coalesce(
  (select w."isWatching" from "Watcher" w where w."taskId" = t.id and w."userId" = ${who}),
  ${otherwise})`

const hasPartSql = (
  who: string,
  reader: string,
) => `t."createdBy" = ${who} or ${who} = any(t."assigneeIds") or exists (
    select from "Comment" c where c."taskId" = t.id and c."authorId" = ${who} and c."deletedAt" is null) or exists (
    select from "Comment" c where c."internalTaskId" = t.id and c."authorId" = ${who} and c."deletedAt" is null
      and ${insiderSql('t."projectId"', reader)}) or exists (${namedPeopleSql(reader, who)})`

/** SQL: who (`id`) watches task `t`, as far as they still see it and the reader may know. */
export const watchingSql = (reader: string) => `
  select u.id
    from (
      select t."createdBy" as id union select unnest(t."assigneeIds")
      union select c."authorId" from "Comment" c where c."taskId" = t.id and c."deletedAt" is null
      union select c."authorId" from "Comment" c where c."internalTaskId" = t.id and c."deletedAt" is null
         and ${insiderSql('t."projectId"', reader)}
      union select w."userId" from "Watcher" w where w."taskId" = t.id and w."isWatching"
      union (${namedPeopleSql(reader)})
      union (${teamWatchersSql(reader)})) u
   where not exists (select from "Watcher" w where w."taskId" = t.id and w."userId" = u.id and not w."isWatching")
     and ${seesSql('t."projectId"', 'u.id')}`

interface Choices {
  readonly userId: string
  readonly now: Date
  /** Null forgets what was chosen. */
  readonly choices: readonly { readonly id: string; readonly chosen: boolean | null }[]
}

/** Writes what somebody chose for some tasks. */
export async function choose(tx: Tx, { userId, now, choices }: Choices) {
  const forgotten = choices.filter(({ chosen }) => chosen === null).map(({ id }) => id)
  if (forgotten.length > 0)
    await tx.watcher.deleteMany({ where: { userId, taskId: { in: forgotten } } })
  await tx.$executeRaw`
    insert into "Watcher" ("taskId", "userId", "isWatching", at)
    select id, ${userId}::uuid, chosen, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) c(id uuid, chosen boolean) where chosen is not null
    on conflict ("taskId", "userId") do update set "isWatching" = excluded."isWatching", at = excluded.at`
}
