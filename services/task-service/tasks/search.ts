import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { searched } from '../contract.ts'
import { procedure, router } from '../trpc.ts'

export interface Found {
  tasks: { id: string; key: string; title: string; statusId: string; projectId: string }[]
}

/** Titles that contain the text, or the task with that key; at most 20. */
export const search = router({
  find: procedure.input(searched).query(({ ctx, input: { workspaceId, text } }) => {
    const wanted = text.toLowerCase()
    return answered<Found>(ctx, searchSql, [
      ...[workspaceId, ctx.user.id, `%${escaped(wanted)}%`, text.toUpperCase()],
      pairsOf(wanted),
    ])
  }),
})

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Neighbouring letters, as `title_pairs` in the database; one letter is sought where a title begins or a word does. */
export function pairsOf(text: string) {
  const letters = [...text]
  if (letters.length === 1) return [` ${text}`]
  return letters.slice(1).map((letter, nth) => `${letters[nth]}${letter}`)
}

/** So many titles with all the pairs are looked at; where there are more, the newest of each project besides. */
const LOOKED_AT = 100

const shown = `t.id, p.key || '-' || t.number as key, t.title, t."statusId", t."projectId", t."updatedAt"`

/** Parameters: workspace, user, the text for LIKE, the text as a key, its pairs. `offset 0` is a fence: other indexes, of
 *  titles or of the project, would be read from end to end beside that of the pairs. */
export const searchSql = `
  with places as (
    select p.id, p.key, array(select right(p.id::text, 6) || pair from unnest($5::text[]) pair) as pairs
      from "Project" p where p."workspaceId" = $1 and p."archivedAt" is null and ${visibleSql('$2')}),
  rare as materialized (
    select ${shown} from places p, lateral (
      select * from (select * from "Task" where title_pairs("projectId", title) @> p.pairs offset 0) n
       where n."projectId" = p.id and n."trashedAt" is null and lower(n.title) like $3 limit ${LOOKED_AT}) t limit ${LOOKED_AT}),
  candidates as (
    select * from rare
    union
    select ${shown} from places p, lateral (
      select n.* from "Task" n where n."projectId" = p.id order by n.number desc limit 500) t
     where (select count(*) from rare) = ${LOOKED_AT} and t."trashedAt" is null and lower(t.title) like $3
    union
    select ${shown} from places p
      join "Task" t on t."projectId" = p.id and t.number = nullif(substring($4 from '-([0-9]{1,8})$'), '')::int
     where t."trashedAt" is null and p.key = split_part($4, '-', 1)),
  found as (select * from candidates order by key = $4 desc, "updatedAt" desc limit 20)
  select json_build_object('tasks', coalesce((
    select json_agg(json_build_object('id', id, 'key', key, 'title', title, 'statusId', "statusId", 'projectId', "projectId"))
      from found), '[]'))::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2`
