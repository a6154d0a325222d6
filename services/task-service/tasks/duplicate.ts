import { appError, notFound } from '../../chassis/trpc.ts'
import { projectAt } from '../access/access.ts'
import { unique } from '../contract.ts'
import { NEW_TASKS_MAX } from '../limits.ts'
import type { Creating } from './create.ts'
import { makeTasks, type Planned } from './create-many.ts'

interface Asked {
  readonly id: string
  readonly idempotencyKey?: string
}

/** A task once more, with its parts at all levels and all fields of them: by one act. What is closed begins anew; comments,
 *  relations and watchers stay with the first, and so do files that its text does not show. */
export async function duplicateTask(ctx: Creating, { id, idempotencyKey: key }: Asked) {
  const { id: projectId } = await projectAt(ctx, { taskId: id })
  return makeTasks(ctx, {
    ...{ projectId, key, asked: { duplicated: id } },
    plan: async (client) => {
      const { rows } = await client.query<Read>({ name: 'tree', text: treeSql, values: [id] })
      return plannedOf(rows)
    },
  })
}

function plannedOf(rows: readonly Read[]): Planned[] {
  if (rows.length === 0) throw notFound()
  if (rows.length > NEW_TASKS_MAX)
    throw appError('BAD_REQUEST', `A task with its parts: at most ${NEW_TASKS_MAX} tasks`, {
      ...{ limit: NEW_TASKS_MAX, reason: 'full' },
    })
  const places = new Map(rows.map((row, place) => [row.id, place]))
  return rows.map(
    ({ id: _, parentId, statusId, dueTime, startDate, startTime, estimate, ...fields }, place) => ({
      ...fields,
      pictures: picturesIn(fields.description),
      statusId: statusId ?? undefined,
      dueTime: dueTime ?? undefined,
      startDate: startDate ?? undefined,
      startTime: startTime ?? undefined,
      estimate: estimate ?? undefined,
      // The first may be part of one that is not copied.
      ...(place === 0
        ? { parentId: parentId ?? undefined }
        : { parent: places.get(parentId ?? '') }),
    }),
  )
}

/** Ids of the files that a text shows. */
function picturesIn(text: string) {
  const ids = [...text.matchAll(/\/files\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/content/g)]
  return ids.length > 0 ? unique(ids.map(([, id = '']) => id)) : undefined
}

/** A task as it is read. */
interface Read
  extends Pick<
    Planned,
    'title' | 'description' | 'priority' | 'dueDate' | 'assigneeIds' | 'labelIds'
  > {
  readonly id: string
  readonly parentId: string | null
  /** Null where it is closed. */
  readonly statusId: string | null
  readonly dueTime: string | null
  readonly startDate: string | null
  readonly startTime: string | null
  readonly estimate: number | null
}

/** Each after what it is part of, and one more than can be copied at most. Who has left the workspace and labels that are
 *  gone are left out. */
export const treeSql = `
  with recursive tree as (
    select t.id, 0 as depth from "Task" t where t.id = $1 and t."trashedAt" is null
    union all
    select t.id, tree.depth + 1 from tree join "Task" t on t."parentId" = tree.id and t."trashedAt" is null
     where tree.depth < ${NEW_TASKS_MAX})
  select t.id, case when tree.depth = 0 and above."trashedAt" is not null then null else t."parentId" end as "parentId",
         t.title, t.description, t.priority, t."dueDate", t."dueTime", t."startDate", t."startTime", t.estimate,
         array(select l.id from unnest(t."labelIds") l(id)
                where exists (select from "Label" x where x.id = l.id and x."projectId" = p.id)) as "labelIds",
         case when s."group" not in ('completed', 'cancelled') then t."statusId" end as "statusId",
         array(select a.id from unnest(t."assigneeIds") a(id)
                where exists (select from "Member" m where m."workspaceId" = p."workspaceId" and m."userId" = a.id)) as "assigneeIds"
    from (select * from tree limit ${NEW_TASKS_MAX + 1}) tree join "Task" t using (id) join "Project" p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
    left join "Task" above on above.id = t."parentId"
   order by tree.depth, t.rank`
