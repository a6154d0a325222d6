import { insiderSql } from '../access/insiders.ts'

/** SQL: people (`id`) that task `t` or its comments name, `of` them alone where it is given, whether they see the task or not. A guest
 *  is told of nobody but themselves. An internal comment calls whoever reads internal ones, and only who reads them too is told so. */
export const namedPeopleSql = (reader: string, of?: string) => `
  ${peopleSql(openSql, reader, of)}
  union all ${peopleSql(internalSql, reader, of)}
     and ${insiderSql('t."projectId"', reader)} and ${insiderSql('t."projectId"', 'named.id')}`

const peopleSql = (named: string, reader: string, of: string | undefined) => `
  select named.id from (${named}) named(id)
   where ${of ? `named.id = ${of} and ` : ''}(named.id = ${reader}::uuid or ${isToldSql('t."projectId"', reader)})`

/** Each once: a hundred comments may name the same. */
const commentsSql = (column: string) => `
  select distinct unnest(c."userIds") from "Comment" c where c."${column}" = t.id and c."deletedAt" is null and c."userIds" <> '{}'`
const openSql = `select unnest(t."userIds") union ${commentsSql('taskId')}`
const internalSql = commentsSql('internalTaskId')

/** SQL: whether the reader is told who watches by being named: guests are not, who know only whom they meet. */
const isToldSql = (project: string, reader: string) => `exists (
  select from "Project" rp join "Member" r on r."workspaceId" = rp."workspaceId"
   where rp.id = ${project} and r."userId" = ${reader}::uuid and r.role <> 'guest')`

/** SQL: whether task `t` of project `$1`, or a comment on it, names somebody, as a filter asks it: lists, and what is asked of the
 *  project, are read once, whatever the number of tasks. */
export const namesPersonSql = (who: string, reader: string) => {
  const commented = (column: string) => `t.id in (
    select c."${column}" from "Comment" c
     where c."userIds" @> array[${who}] and c."userIds" <> '{}' and c."deletedAt" is null and c."${column}" is not null)`
  return `((${who} = ${reader}::uuid or (select ${isToldSql('$1', reader)}))
    and (coalesce(t."userIds" @> array[${who}], false) or ${commented('taskId')} or (${commented('internalTaskId')}
      and ${insiderSql('t."projectId"', reader)} and ${insiderSql('t."projectId"', who)})))`
}
