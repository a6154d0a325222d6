import { insiderSql } from '../access/insiders.ts'

/** SQL: people (`id`) of the teams that task `t` or its comments name, `of` them alone where it is given. A reader who is a guest is
 *  told of no teams. An internal comment tells whoever reads internal ones, if the reader does too. */
export const teamWatchersSql = (reader: string, of?: string) => `
  ${peopleSql(openSql, reader, of)}
  union all ${peopleSql(internalSql, reader, of)}
     and ${insiderSql('t."projectId"', reader)} and ${insiderSql('t."projectId"', 'tm."userId"')}`

/** Looked for from the few teams that are named: a workspace may have thousands of people in teams. */
const peopleSql = (named: string, reader: string, of: string | undefined) => `
  select tm."userId" as id
    from (${named}) named("teamId")
    join "TeamMember" tm on tm."teamId" = named."teamId"${of ? ` and tm."userId" = ${of}` : ''}
    join "Project" tp on tp.id = t."projectId" and tp."workspaceId" = tm."workspaceId"
   where exists (select from "Member" r where r."workspaceId" = tm."workspaceId" and r."userId" = ${reader}::uuid and r.role <> 'guest')`

/** Each once: a hundred comments may name the same. */
const commentsSql = (column: string) => `
  select distinct unnest(c."teamIds") from "Comment" c where c."${column}" = t.id and c."deletedAt" is null and c."teamIds" <> '{}'`
const openSql = `select unnest(t."teamIds") union ${commentsSql('taskId')}`
const internalSql = commentsSql('internalTaskId')

/** SQL: the teams that somebody is in, as an array, for filters: read once, whatever the number of tasks. Of the workspace of project
 *  `$1` alone, and where the reader is told of teams: a text may name one that was not known when it was written. */
const teamsOfSql = (who: string, reader: string) => `(
  select coalesce(array_agg(tm."teamId"), '{}') from "TeamMember" tm
    join "Project" tp on tp.id = $1 and tp."workspaceId" = tm."workspaceId"
    join "Member" r on r."workspaceId" = tm."workspaceId" and r."userId" = ${reader}::uuid and r.role <> 'guest'
   where tm."userId" = ${who})`

/** SQL: whether task `t` of project `$1`, or a comment on it, names a team of somebody's, as a filter asks it. */
export const namesTeamOfSql = (who: string, reader: string) => {
  const teams = teamsOfSql(who, reader)
  const commented = (column: string) => `t.id in (
    select c."${column}" from "Comment" c
     where c."teamIds" && ${teams} and c."teamIds" <> '{}' and c."deletedAt" is null and c."${column}" is not null)`
  return `(coalesce(t."teamIds" && ${teams}, false) or ${commented('taskId')} or (${commented('internalTaskId')}
    and ${insiderSql('t."projectId"', reader)} and ${insiderSql('t."projectId"', who)}))`
}
