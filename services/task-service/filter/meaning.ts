import { z } from 'zod'
import { type Asking, visibleSql } from '../access/access.ts'
import { onlyRow } from '../answered.ts'
import type { Meaning } from '../tql/bind.ts'
import type { Call, Directory } from './directory.ts'

const thing = z.object({ id: z.string(), name: z.string() })
const found = z.object({
  workspaceId: z.string(),
  key: z.string(),
  statuses: z.array(thing.extend({ group: z.string() })),
  labels: z.array(thing),
  people: z.array(z.string()),
})

/** What words mean in a project; NOT_FOUND for who may not see it. One statement, and with people one call. */
export async function meaningIn(
  asking: Asking & Call & { readonly directory: Directory },
  projectId: string,
  withPeople: boolean,
): Promise<Omit<Meaning, 'me' | 'today'>> {
  const { answer } = await onlyRow<{ answer: unknown }>(asking, meaningSql, [
    projectId,
    asking.user.id,
    withPeople,
  ])
  const { workspaceId, key: projectKey, statuses, labels, people } = found.parse(answer)
  const named = withPeople ? await asking.directory({ workspaceId, userIds: people }, asking) : null
  return { projectKey, statuses, labels, people: named }
}

/** Whoever is in the workspace knows its people; a guest those of the project. */
const peopleSql = `
  select m."userId" from "Member" m, "Member" own
   where m."workspaceId" = p."workspaceId" and own."workspaceId" = p."workspaceId" and own."userId" = $2 and own."suspendedAt" is null
     and (own.role <> 'guest' or m."userId" = own."userId"
          or exists (select 1 from "ProjectMember" pm where pm."projectId" = p.id and pm."userId" = m."userId"))`

const things = (table: string, more = '') => `coalesce((
  select json_agg(json_build_object('id', x.id, 'name', x.name${more})) from "${table}" x where x."projectId" = p.id), '[]')`

const meaningSql = `
  select json_build_object(
    'workspaceId', p."workspaceId", 'key', p.key,
    'statuses', ${things('Status', `, 'group', x."group"`)}, 'labels', ${things('Label')},
    'people', case when $3::boolean then array(${peopleSql}) else '{}' end) as answer
    from "Project" p where p.id = $1 and ${visibleSql('$2')}`
