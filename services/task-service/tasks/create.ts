import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { Pool } from '../../chassis/database.ts'
import { isoSql } from '../../chassis/database.ts'
import { unlessGivenUp } from '../../chassis/feed/recorded.ts'
import { archived, isAtLeast, projectAt, tooLow } from '../access/access.ts'
import type { NewTask } from '../contract.ts'
import type { Acting } from '../events/event-log.ts'
import { wayOf } from '../events/way.ts'
import { once } from '../idempotency.ts'
import { SUBTASK_LEVELS_MAX, SUBTASKS_MAX } from '../limits.ts'
import { rowSql, taskRow } from '../lists/row.ts'
import { refuseManyNamed } from '../watchers/refuse-many-named.ts'
import { refuseUnassignable } from './assignable.ts'
import { instantsOf, refuseLateStart, refuseTimeWithoutDay } from './days.ts'
import { isDangling, noStatus } from './no-status.ts'
import { refuseParent } from './subtasks.ts'

export interface Creating extends Acting {
  readonly pool: Pool
}

/** A task and its event by one prepared statement: right, number, rank, row and log entry commit together.
 *  What it refuses is looked into afterwards, since refusals are rare. */
export async function createTask(ctx: Creating, { idempotencyKey, ...input }: NewTask) {
  const make = () =>
    idempotencyKey
      ? once(ctx, { key: idempotencyKey, input, projectId: input.projectId }, (client) =>
          insertTask(client, ctx, input),
        )
      : insertTask(ctx.pool, ctx, input)
  const attempt = () =>
    unlessGivenUp(make).catch((error: unknown) => {
      if (isDangling(error)) return undefined
      throw error
    })
  const text =
    (await attempt()) ??
    (await ctx.pullMembers().then(attempt)) ??
    (await refuseNewTask(ctx, input))
  ctx.nudge()
  return created.parse(JSON.parse(text))
}

const { dueTime, dueAt, startTime, startAt, parentId, subtasks, blockers, archivedAt } =
  taskRow.shape
/** Answers that the release before this one kept have none of these. */
const created = taskRow.extend({
  actionId: z.string().nullable().default(null),
  dueTime: dueTime.default(null),
  dueAt: dueAt.default(null),
  startTime: startTime.default(null),
  startAt: startAt.default(null),
  parentId: parentId.default(null),
  subtasks: subtasks.default(null),
  blockers: blockers.default(null),
  archivedAt: archivedAt.default(null),
})

interface Shown {
  /** Files that the description of a copy shows: they stay as long as it does. */
  readonly pictures?: readonly string[]
}

/** The answer as JSON, or nothing where the task cannot be made. */
export async function insertTask(
  db: Pool | pg.PoolClient,
  { user, identity, now }: Creating,
  input: Omit<NewTask, 'idempotencyKey'> & Shown,
  actionId: string = randomUUID(),
) {
  refuseLateStart(input)
  refuseTimeWithoutDay(input)
  refuseManyNamed(input.description)
  const { dueAt, startAt } = instantsOf(input)
  const way = wayOf(identity?.token)
  const { rows } = await db.query<{ answer: string }>({
    name: 'create-task',
    text: statement,
    values: [
      input.projectId,
      user.id,
      input.statusId ?? null,
      input.title,
      input.description,
      input.priority,
      input.dueDate,
      input.assigneeIds,
      input.labelIds,
      now,
      actionId,
      input.parentId ?? null,
      input.startDate ?? null,
      input.estimate ?? null,
      input.pictures ?? null,
      input.dueTime ?? null,
      dueAt,
      ...[way.via, way.tokenId, way.tokenName, way.botId, way.botName],
      ...[input.startTime ?? null, startAt],
    ],
  })
  return rows[0]?.answer
}

/** SQL: a field of an event, where the new task has it. */
const cameSql = (field: string) =>
  `case when t."${field}" is null then '{}' else jsonb_build_object('${field}', jsonb_build_array(null, t."${field}")) end`

const statement = `
  with place as (
    select p.id, p."workspaceId", p.key from project_for_change($1, $2) p
     where p.role >= 'member' and p."archivedAt" is null
       and (select count(*) from "Member" a where a."workspaceId" = p."workspaceId" and a."userId" = any($8::uuid[])) = cardinality($8::uuid[])
       and (select count(*) from "Label" l where l."projectId" = p.id and l.id = any($9::uuid[])) = cardinality($9::uuid[])
       and ($12::uuid is null or has_room_for_subtask($12, p.id, ${SUBTASKS_MAX}, ${SUBTASK_LEVELS_MAX}))),
  status as (
    select s.id, s."group" from "Status" s join place on place.id = s."projectId"
     where s.id = $3::uuid or ($3::uuid is null and s."group" = 'unstarted') order by s.rank limit 1),
  numbered as (
    update "Project" p set "lastNumber" = p."lastNumber" + 1 from place, status
     where p.id = place.id and p."archivedAt" is null
    returning p.id, p."lastNumber" as number),
  t as (
    insert into "Task" (id, "projectId", number, title, description, "statusId", priority, "dueDate", rank, "assigneeIds",
                        "labelIds", "createdBy", "createdAt", "updatedAt", "completedAt", "parentId", "startDate", estimate, "dueTime", "dueAt",
                        "botId", "botName", "startTime", "startAt")
    select uuid_v7($10), numbered.id, number, $4, $5, status.id, $6, $7, rank_of(number), $8::uuid[], $9::uuid[], $2, $10, $10,
           case when status."group" = 'completed' then $10::timestamptz end, $12, $13, $14, $16, $17::timestamptz, $21::uuid, $22, $23, $24::timestamptz
      from numbered, status returning *),
  logged as (
    insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", via, "tokenId", "tokenName", "botId", "botName", type, at, changes)
    select p."workspaceId", p.id, t.id, $2, $11::text::uuid, $18, $19::uuid, $20, $21::uuid, $22,
      'task.created', $10, jsonb_build_object(
      'key', jsonb_build_array(null, p.key || '-' || t.number), 'title', jsonb_build_array(null, t.title),
      'statusId', jsonb_build_array(null, t."statusId"), 'group', jsonb_build_array(null, status."group"),
      'priority', jsonb_build_array(null, t.priority), 'dueDate', jsonb_build_array(null, t."dueDate"),
      'assigneeIds', jsonb_build_array(null, to_jsonb(t."assigneeIds")), 'labelIds', jsonb_build_array(null, to_jsonb(t."labelIds")),
      'completedAt', jsonb_build_array(null, ${isoSql('t."completedAt"')})) ||
      ${cameSql('parentId')} || ${cameSql('dueTime')} || ${cameSql('startDate')} || ${cameSql('startTime')} || ${cameSql('estimate')} ||
      case when $15::uuid[] is null then '{}' else jsonb_build_object('pictures', jsonb_build_array(null, to_jsonb($15::uuid[]))) end
      from t, place p, status)
  select (${rowSql('$2')}::jsonb || jsonb_build_object('actionId', $11::text))::text as answer from t, place p`

/** Finds out why the statement found nothing to do. Always throws. */
export async function refuseNewTask(
  ctx: Creating,
  input: Omit<NewTask, 'idempotencyKey'>,
): Promise<never> {
  const project = await projectAt(ctx, input)
  if (!isAtLeast(project.role, 'member')) throw tooLow('member')
  if (project.archivedAt) throw archived()
  await refuseUnassignable(ctx.db, project, input)
  const { parentId } = input
  if (parentId) await ctx.db.$transaction((tx) => refuseParent(tx, project, { parentId }))
  throw await noStatus(ctx.db, project.id, input.statusId)
}
