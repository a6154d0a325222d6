import { visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import { type Group, searched } from '../contract.ts'
import { FOUND_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'

export interface Found {
  tasks: {
    id: string
    key: string
    title: string
    statusId: string
    projectId: string
    /** Missing in answers of the release before this one. */
    isArchived?: boolean
  }[]
  /** Tasks that the reader was given alone, without the ids that lead into their projects, at most as many again. Missing in
   *  answers of the release before this one. */
  shared?: {
    id: string
    key: string
    title: string
    status: { name: string; group: Group }
    isArchived: boolean
  }[]
}

/** Tasks whose key is the text, now or before they came to another project, or begins so, titles that contain it, and of a
 *  text that is the key of a project its newest tasks; in this order, at most `FOUND_MAX`. With `projectId` those of that
 *  project alone: what others have takes no place among them. What somebody has alone is found by its key of now and its title. */
export const search = router({
  find: procedure.input(searched).query(({ ctx, input: { workspaceId, text, projectId } }) => {
    const values = searchValues(text, projectId)
    return answered<Found>(ctx, searchSql, [workspaceId, ctx.user.id, ...values])
  }),
})

/** What a text asks of `searchSql`. */
export function searchValues(text: string, projectId?: string) {
  const wanted = text.toLowerCase()
  const [, projectKey, digits = ''] =
    /^([A-Z][A-Z0-9]{1,9})(?:-([0-9]{0,8}))?$/.exec(text.toUpperCase()) ?? []
  return [
    ...[`%${escaped(wanted)}%`, pairsOf(wanted), projectKey ?? null],
    ...[startingWith(digits), digits === '', projectId ?? null, `${escaped(wanted)}%`],
  ] as const
}

const NUMBER_MAX = 99_999_999

/** Where the numbers lie that are written with these digits first: 12, 120 to 129, 1200 to 1299 and so on. */
function startingWith(digits: string) {
  const starts: number[] = []
  for (let start = Number(digits); start > 0 && start <= NUMBER_MAX; start *= 10) starts.push(start)
  return starts
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Neighbouring letters, as `title_pairs` in the database; one letter is sought where a title begins or a word does. */
function pairsOf(text: string) {
  const letters = [...text]
  if (letters.length === 1) return [` ${text}`]
  return letters.slice(1).map((letter, nth) => `${letters[nth]}${letter}`)
}

/** So many titles with all the pairs are looked at; where there are more, the newest of each project besides. */
const LOOKED_AT = 100

/** So many of each range of numbers are looked at, those in the trash among them. */
const BEGUN = 50
/** Of them so many are shown: there is room for titles. */
const KEYS = 10

const shown = `t.id, p.key || '-' || t.number as key, t.number, t.title, t."statusId", t."projectId", t."updatedAt", t."archivedAt"`

/** Parameters: workspace, user, the text for LIKE, its pairs, the project's key that it may be, where the numbers begin that
 *  it may mean, whether it names none, the one project that is meant or null, the text for LIKE as the beginning of a key. `offset 0`
 *  is a fence: other indexes, of titles or of the project, would be read from end to end beside that of the pairs. */
export const searchSql = `
  with places as (
    select p.id, p.key, array(select right(p.id::text, 6) || pair from unnest($4::text[]) pair) as pairs
      from "Project" p where p."workspaceId" = $1 and p."archivedAt" is null
       and ($8::uuid is null or p.id = $8) and ${visibleSql('$2')}),
  rare as materialized (
    select ${shown} from places p, lateral (
      select * from (select * from "Task" where title_pairs("projectId", title) @> p.pairs offset 0) n
       where n."projectId" = p.id and n."trashedAt" is null and lower(n.title) like $3 limit ${LOOKED_AT}) t limit ${LOOKED_AT}),
  begun as (
    select ${shown} from places p, unnest($6::int[]) with ordinality starts(start, digit), lateral (
      select n.* from "Task" n where n."projectId" = p.id
         and n.number >= start and n.number < start + power(10, digit - 1)::int order by n.number limit ${BEGUN}) t
     where p.key = $5 and t."trashedAt" is null order by t.number limit ${KEYS}),
  newest as (
    select ${shown} from places p, lateral (
      select n.* from "Task" n where n."projectId" = p.id order by n.number desc limit ${BEGUN}) t
     where $7::boolean and p.key = $5 and t."trashedAt" is null order by t.number desc limit ${KEYS}),
  former as (
    select ${shown} from "Task" t join places p on p.id = t."projectId"
     where t."trashedAt" is null and t.id = (
       select k."taskId" from "Project" o join "TaskKey" k on k."projectId" = o.id and k.number = ($6::int[])[1]
        where o."workspaceId" = $1 and o.key = $5)),
  candidates as (
    select 1 as place, * from begun
    union all
    select 1, * from former
    union all
    select 2, * from rare
    union all
    select 2, ${shown} from places p, lateral (
      select n.* from "Task" n where n."projectId" = p.id order by n.number desc limit 500) t
     where (select count(*) from rare) = ${LOOKED_AT} and t."trashedAt" is null and lower(t.title) like $3
    union all
    select 3, * from newest),
  shared as (
    select t.id, o.key || '-' || t.number as key, t.title, s.name, s."group", t."archivedAt", g."givenAt"
      from "GrantedTask" g join "Task" t on t.id = g."taskId" join "Project" o on o.id = t."projectId" join "Status" s on s.id = t."statusId"
     where g."workspaceId" = $1 and g."userId" = $2 and $8::uuid is null),
  given as (
    select row_number() over (order by lower(key) like $9 desc, "givenAt" desc, id) as place, *
      from shared where lower(key) like $9 or lower(title) like $3 order by place limit ${FOUND_MAX}),
  found as (
    select * from (select distinct on (id) * from candidates order by id, place) c
     order by place, case place when 1 then number when 3 then -number end, "updatedAt" desc limit ${FOUND_MAX})
  select json_build_object('tasks', coalesce((
    select json_agg(json_build_object('id', id, 'key', key, 'title', title, 'statusId', "statusId", 'projectId', "projectId", 'isArchived', "archivedAt" is not null))
      from found), '[]'), 'shared', coalesce((
    select json_agg(json_build_object('id', id, 'key', key, 'title', title, 'status', json_build_object('name', name, 'group', "group"),
                                      'isArchived', "archivedAt" is not null) order by place)
      from given), '[]'))::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2 and m."suspendedAt" is null`
