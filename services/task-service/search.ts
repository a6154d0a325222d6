import { asJsonText } from '../chassis/listener.ts'
import { visibleSql, workspaceRole } from './access.ts'
import { searched } from './contract.ts'
import { procedure, router } from './trpc.ts'

export interface Found {
  tasks: { id: string; key: string; title: string; statusId: string; projectId: string }[]
}

/** Titles that contain the text, or the task with that key; at most 20. */
export const search = router({
  find: procedure.input(searched).query(async ({ ctx, input: { workspaceId, text } }) => {
    await workspaceRole(ctx, workspaceId)
    const { rows } = await ctx.pool.query<{ answer: string }>({
      // Fewer than three characters have no trigram for the index: they are sought among the newest of each project.
      name: [...text].length < 3 ? 'search-short' : 'search',
      text: searchSql([...text].length < 3),
      values: [workspaceId, ctx.user.id, `%${escaped(text.toLowerCase())}%`, text.toUpperCase()],
    })
    return asJsonText<Found>(rows[0]?.answer ?? '')
  }),
})

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const newest = `(
  select n.* from places q, lateral (
    select * from "Task" n where n."projectId" = q.id order by n.number desc limit 500) n limit 5000) t on t."projectId" = p.id`

export const searchSql = (isShort: boolean) => `
  with places as (select p.id, p.key from "Project" p where p."workspaceId" = $1 and p."archivedAt" is null and ${visibleSql('$2')}),
  candidates as (
    select t.id, p.key || '-' || t.number as key, t.title, t."statusId", t."projectId", t."updatedAt"
      from places p join ${isShort ? newest : '"Task" t on t."projectId" = p.id'}
     where t."trashedAt" is null and lower(t.title) like $3
    union
    select t.id, p.key || '-' || t.number, t.title, t."statusId", t."projectId", t."updatedAt"
      from places p join "Task" t on t."projectId" = p.id and t.number = nullif(substring($4 from '-([0-9]{1,8})$'), '')::int
     where t."trashedAt" is null and p.key = split_part($4, '-', 1)),
  found as (select * from candidates order by key = $4 desc, "updatedAt" desc limit 20)
  select json_build_object('tasks', coalesce((
    select json_agg(json_build_object('id', id, 'key', key, 'title', title, 'statusId', "statusId", 'projectId', "projectId"))
      from found), '[]'))::text as answer`
