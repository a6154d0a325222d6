import type { Tx } from './event-log.ts'

/** Takes the texts of tasks out of the log, the only change that is ever made to it: number, place, type, time and actor
 *  stay, and so do keys and ids, so that whoever reads the log later still finds what each type promises. */
export async function redactTasks(tx: Tx, taskIds: readonly string[]) {
  await tx.$executeRawUnsafe(redactSql, taskIds)
  await tx.$executeRawUnsafe(redactFilesSql, taskIds)
}

const blank = (side: string) =>
  `case when jsonb_typeof(value->${side}) = 'string' then '""'::jsonb else value->${side} end`

const redacted = `
  replaced = null, changes = (
    select coalesce(jsonb_object_agg(key, case when key in ('title', 'name')
                      then jsonb_build_array(${blank('0')}, ${blank('1')}) else value end), '{}')
      from jsonb_each(e.changes) where key not in ('description', 'text'))`

/** Parameter: tasks. */
const redactSql = `
  update "Event" e set ${redacted}
   where e."taskId" = any($1::uuid[])
     and (e.replaced is not null or jsonb_exists_any(e.changes, array['title', 'name', 'description', 'text']))`

const fileId = (event: string) =>
  `coalesce(${event}.changes->'fileId'->>1, ${event}.changes->'fileId'->>0)`

/** Parameter: tasks. Their files may have had a name before they belonged to a task, in any project where these were. */
export const redactFilesSql = `
  with theirs as (
    select distinct ${fileId('f')} as id from "Event" f where f."taskId" = any($1::uuid[]) and f.type like 'file.%')
  update "Event" e set ${redacted}
    from theirs
   where ${fileId('e')} = theirs.id and e.type like 'file.%'
     and e."projectId" in (select "projectId" from "Event" where "taskId" = any($1::uuid[]))`
