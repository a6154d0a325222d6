import { z } from 'zod'
import type { Prisma } from '#db/task'
import { isoSql } from '../../chassis/database.ts'
import { priority } from '../contract.ts'

/** A task as lists and boards show it. */
export const taskRow = z.object({
  id: z.string(),
  key: z.string(),
  projectId: z.string(),
  title: z.string(),
  statusId: z.string(),
  priority,
  dueDate: z.string().nullable(),
  rank: z.string(),
  version: z.number(),
  assigneeIds: z.array(z.string()),
  labelIds: z.array(z.string()),
  commentCount: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullable(),
})
export type TaskRow = z.infer<typeof taskRow>

/** `TaskRow` as a JSON object in SQL, of a task `t` in a project `p`. */
export const rowSql = `json_build_object(
  'id', t.id, 'key', p.key || '-' || t.number, 'projectId', t."projectId", 'title', t.title,
  'statusId', t."statusId", 'priority', t.priority, 'dueDate', t."dueDate", 'rank', t.rank, 'version', t.version,
  'assigneeIds', t."assigneeIds", 'labelIds', t."labelIds", 'commentCount', t."commentCount",
  'createdAt', ${isoSql('t."createdAt"')}, 'updatedAt', ${isoSql('t."updatedAt"')}, 'completedAt', ${isoSql('t."completedAt"')})`

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
  rank: true,
  version: true,
  assigneeIds: true,
  labelIds: true,
  commentCount: true,
  createdAt: true,
  updatedAt: true,
  completedAt: true,
  project: { select: { key: true, workspaceId: true, archivedAt: true } },
} satisfies Prisma.TaskSelect

export type ShownTask = Prisma.TaskGetPayload<{ select: typeof shown }>

/** `TaskRow` of a row read by Prisma. */
export const rowOf = ({ number, project, ...task }: ShownTask): TaskRow => ({
  ...task,
  key: `${project.key}-${number}`,
  priority: priority.parse(task.priority),
  createdAt: task.createdAt.toISOString(),
  updatedAt: task.updatedAt.toISOString(),
  completedAt: task.completedAt?.toISOString() ?? null,
})
