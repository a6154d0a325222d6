import { z } from 'zod'
import { id } from '../../chassis/text.ts'

/** `nextCursor` of a page of tasks: rank, version and id of its last one. Where that one still has the version, the
 *  next page goes on after the rank that it has by then: ranks are renewed while somebody reads. A rank alone is a
 *  cursor of the previous release. */
export const taskCursor = z
  .string()
  .regex(/^[0-9A-Za-z]{1,3000}(\.\d{1,9}\.[0-9a-f-]{36})?$/, {
    error: 'is not a cursor of this list',
  })
  .transform((cursor) => {
    const [rank = '', version = null, id = null] = cursor.split('.')
    return { rank, version: version && Number(version), id }
  })
  .pipe(z.object({ rank: z.string(), version: z.number().nullable(), id: id.nullable() }))
export type TaskCursor = z.infer<typeof taskCursor>

/** The cursor of a task `t`, in SQL. */
export const cursorSql = `t.rank || '.' || t.version || '.' || t.id`

/** The rank after which a page begins, in SQL; the cursor's rank, version and id are the parameters from `first` on. */
export const placeSql = (first: number) => `coalesce((
  select last.rank from "Task" last
   where last.id = $${first + 2}::uuid and last.version = $${first + 1}::int and last."projectId" = $1), $${first})`
