import { z } from 'zod'
import type { Prisma } from '#db/task'
import { isoSql } from '../../chassis/database.ts'
import { internalCountSql } from '../access/insiders.ts'
import { priority } from '../contract.ts'
import { blockersSql } from '../relations/blockers.ts'

/** How far the parts of a task are, at all levels: `done` of `all` that have no parts themselves, the cancelled ones left
 *  out; `open` are all that are neither completed nor cancelled. */
const progress = z.object({ done: z.number(), all: z.number(), open: z.number() })
export type Progress = z.infer<typeof progress>

/** Tasks that block one, as far as the reader may see them and they are not in the trash, and how many are open. */
const blockers = z.object({ ids: z.array(z.string()), open: z.number() })

/** A task as lists and boards show it. */
export const taskRow = z.object({
  id: z.string(),
  key: z.string(),
  projectId: z.string(),
  title: z.string(),
  statusId: z.string(),
  priority,
  dueDate: z.string().nullable(),
  /** The time on that day and its zone, and the instant that both mean. */
  dueTime: z.string().nullable(),
  dueAt: z.string().nullable(),
  startDate: z.string().nullable(),
  startTime: z.string().nullable(),
  startAt: z.string().nullable(),
  estimate: z.number().nullable(),
  rank: z.string(),
  version: z.number(),
  assigneeIds: z.array(z.string()),
  labelIds: z.array(z.string()),
  commentCount: z.number(),
  /** The task that it is part of, which may be in the trash. */
  parentId: z.string().nullable(),
  subtasks: progress.nullable(),
  blockers: blockers.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
})
export type TaskRow = z.infer<typeof taskRow>

/** SQL: the progress of task `t`, null where nothing is part of it. Most tasks cost one look into an index. */
export const progressSql = `(
  select task_progress(t.id) from "Task" c where c."parentId" = t.id and c."trashedAt" is null limit 1)`

/** `TaskRow` as a JSON object in SQL, of a task `t` in a project `p`; `reader` is the parameter of who reads it. A row with
 *  named columns, because `json_build_object` looks up the type of each value anew for each task. */
export const rowSql = (reader: string) => `(select row_to_json(r) from (select
  t.id, p.key || '-' || t.number as key, t."projectId", t.title, t."statusId", t.priority, t."dueDate", t."dueTime",
  ${isoSql('t."dueAt"')} as "dueAt", t."startDate", t."startTime",
  ${isoSql('t."startAt"')} as "startAt", t.estimate, t.rank, t.version, t."assigneeIds", t."labelIds",
  t."commentCount" + ${internalCountSql(reader)} as "commentCount", t."parentId",
  ${progressSql} as subtasks, ${blockersSql(reader)} as blockers,
  ${isoSql('t."createdAt"')} as "createdAt", ${isoSql('t."updatedAt"')} as "updatedAt",
  ${isoSql('t."completedAt"')} as "completedAt", ${isoSql('t."archivedAt"')} as "archivedAt") r)`

/** SQL: what a person has to do, in all projects. `offset 0` is a fence: PostgreSQL, which does not know how few these are,
 *  would look for all tasks of a project beside them. */
export const assignedTo = (userId: string) => `(
  select * from "Task" t where t."assigneeIds" @> array[${userId}] and t."trashedAt" is null and t."archivedAt" is null offset 0)`

export const shown = {
  id: true,
  number: true,
  projectId: true,
  title: true,
  statusId: true,
  priority: true,
  dueDate: true,
  dueTime: true,
  dueAt: true,
  startDate: true,
  startTime: true,
  startAt: true,
  estimate: true,
  rank: true,
  version: true,
  assigneeIds: true,
  labelIds: true,
  commentCount: true,
  parentId: true,
  createdAt: true,
  updatedAt: true,
  completedAt: true,
  archivedAt: true,
  project: { select: { key: true, workspaceId: true, archivedAt: true } },
} satisfies Prisma.TaskSelect

export type ShownTask = Prisma.TaskGetPayload<{ select: typeof shown }>

/** What other tasks mean for one, and how much of its talk is internal. */
export interface Ties extends Pick<TaskRow, 'subtasks' | 'blockers'> {
  readonly internalCount: number
}

/** `TaskRow` of a row read by Prisma, which does not know the ties. */
export const rowOf = (
  { number, project, ...task }: ShownTask,
  { internalCount, ...ties }: Ties = { subtasks: null, blockers: null, internalCount: 0 },
): TaskRow => ({
  ...task,
  ...ties,
  commentCount: task.commentCount + internalCount,
  key: `${project.key}-${number}`,
  priority: priority.parse(task.priority),
  dueAt: task.dueAt?.toISOString() ?? null,
  startAt: task.startAt?.toISOString() ?? null,
  createdAt: task.createdAt.toISOString(),
  updatedAt: task.updatedAt.toISOString(),
  completedAt: task.completedAt?.toISOString() ?? null,
  archivedAt: task.archivedAt?.toISOString() ?? null,
})

/** What the page of a task shows beside: rows of lists do not carry it. */
export const detailed = { ...shown, description: true } satisfies Prisma.TaskSelect

export const detailsOf = (
  { description, ...row }: Prisma.TaskGetPayload<{ select: typeof detailed }>,
  ties?: Ties,
) => ({ ...rowOf(row, ties), description })

/** SQL: the ties of task `t`. */
export const tiesSql = (reader: string) =>
  `${progressSql} as subtasks, ${blockersSql(reader)} as blockers, ${internalCountSql(reader)} as "internalCount"`

type Reading = Pick<Prisma.TransactionClient, '$queryRawUnsafe'>

/** By id, of those tasks that are there. */
export async function tiesOfEach(tx: Reading, reader: { readonly id: string }, ids: string[]) {
  const rows = await tx.$queryRawUnsafe<(Ties & { id: string })[]>(
    `select t.id, ${tiesSql('$2')} from "Task" t where t.id = any($1::uuid[])`,
    ids,
    reader.id,
  )
  return new Map(rows.map(({ id, ...ties }): [string, Ties] => [id, ties]))
}

export const tiesOf = async (tx: Reading, reader: { readonly id: string }, id: string) =>
  (await tiesOfEach(tx, reader, [id])).get(id)
