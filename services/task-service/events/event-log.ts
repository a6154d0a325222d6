import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/task'
import * as chassis from '../../chassis/feed/recorded.ts'
import type { ActingToken, Identity } from '../../chassis/identity.ts'
import { factsOf, notFound } from '../../chassis/trpc.ts'
import {
  type Actor,
  archived,
  isAtLeast,
  type ProjectOrTask,
  tooLow,
  type VisibleProject,
} from '../access/access.ts'
import type { Context } from '../context.ts'
import type { Role } from '../contract.ts'
import type { TaskFact } from '../events.ts'
import { shortened } from './long-texts.ts'
import { wayOf } from './way.ts'

export type Tx = Prisma.TransactionClient
export type Recording = (...fact: TaskFact) => void

export interface Acting extends Pick<Context, 'db' | 'nudge' | 'pullMembers'> {
  readonly user: Actor
  readonly now: Date
  /** Where the caller is told it: by this id an act is undone. */
  readonly actionId?: string
  readonly via?: 'undo' | 'redo'
  /** Of whoever acts by an API token. */
  readonly identity?: Pick<Identity, 'token'> | null
  /** The act that this one takes back, or does once more. */
  readonly undoes?: string
}

export interface Right {
  readonly at: ProjectOrTask
  readonly needs: Role
  /** Nothing else changes in the workspace meanwhile. What takes a right away has to be alone: it waits for all changes
   *  in flight, and those that come later find the right gone. */
  readonly alone?: boolean
  /** An archived project stands as it is until somebody reopens it; few things are done to it all the same. */
  readonly evenArchived?: boolean
  /** Of a task: a role that somebody has on it alone counts as well, and the task is held until the transaction ends. */
  readonly byGrant?: boolean
}

/** One act of a person in a project: right, change and events in one transaction.
 *  NOT_FOUND when the user may not see the place, FORBIDDEN naming the role when theirs is too low. */
export const recorded = <T>(
  ctx: Acting,
  right: Right,
  act: (tx: Tx, project: VisibleProject, record: Recording) => Promise<T>,
) => recordedBy(ctx, (tx) => projectForChange(tx, ctx.user, right), act)

/** The same where `authorize` decides. */
export const recordedBy = <Granted extends Granting, T>(
  ctx: Acting,
  authorize: (tx: Tx) => Promise<Granted>,
  act: (tx: Tx, granted: Granted, record: Recording) => Promise<T>,
) => retriedAfterPull(ctx, () => chassis.recorded(logOf(ctx), authorize, act))

/** Someone who joined a moment ago may not have reached us: what was refused is tried once more after reading the
 *  feed. */
export const retriedAfterPull = <T>(
  { pullMembers }: Pick<Context, 'pullMembers'>,
  attempt: () => Promise<T>,
) =>
  attempt().catch(async (error: unknown) => {
    if (!isPerhapsEarly(error)) throw error
    await pullMembers()
    return attempt()
  })

interface Granting {
  readonly workspaceId: string
  /** The project's; none where the right is one in the workspace. */
  readonly id?: string
}

const logOf = ({
  db,
  nudge,
  user,
  identity,
  now,
  actionId,
  via,
  undoes,
}: Acting): chassis.EventLog<Tx, TaskFact, Granting> => ({
  transaction: (work) => db.$transaction(work),
  write: (tx, facts, place) =>
    writeEvents(tx, facts, {
      ...{ place, actorId: user.id, at: now, actionId, via, undoes },
      token: identity?.token,
    }),
  nudge,
})

interface Act {
  readonly place: Granting
  readonly actorId?: string
  readonly at?: Date
  readonly actionId?: string
  /** As its token says, unless said otherwise. */
  readonly via?: 'system' | Acting['via']
  readonly token?: ActingToken
  readonly undoes?: string
}

/** The one place where events become rows: those of one act share an id. One statement, however many. */
export function writeEvents(tx: Tx, facts: readonly TaskFact[], act: Act) {
  const { place, actorId, at, token, actionId = randomUUID(), undoes } = act
  const way = wayOf(token)
  const { workspaceId, id: projectId } = place
  const rows = facts.map(([type, changes, about]) => ({
    ...{ type, workspaceId, projectId, ...about },
    ...shortened(changes),
  }))
  return tx.$executeRaw`
    insert into "Event" ("workspaceId", "projectId", "taskId", type, changes, replaced, "actorId", "actionId", undoes, via, "tokenId", "tokenName", "botId", "botName", at)
    select (fact->>'workspaceId')::uuid, (fact->>'projectId')::uuid, (fact->>'taskId')::uuid, fact->>'type',
           fact->'changes', fact->'replaced', ${actorId ?? null}::uuid, ${actionId}::uuid, ${undoes ?? null}::uuid, ${act.via ?? way.via},
           ${way.tokenId}::uuid, ${way.tokenName}, ${way.botId}::uuid, ${way.botName}, coalesce(${at ?? null}::timestamptz, now())
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality facts(fact, nth) order by nth`
}

/** The project of a right, which stands until the transaction ends; `recorded` asks it first. */
export async function projectForChange(tx: Tx, user: Actor, right: Right) {
  const { at, needs, alone = false, evenArchived = false, byGrant = false } = right
  const [id, lookup] =
    'taskId' in at
      ? [at.taskId, byGrant ? 'task_for_change' : 'project_of_task_for_change']
      : [at.projectId, 'project_for_change']
  const [project] = await tx.$queryRawUnsafe<VisibleProject[]>(
    `select id, "workspaceId", key, "archivedAt", role::text
       from ${lookup}($1::uuid, $2::uuid, $3::boolean)`,
    ...[id, user.id, alone],
  )
  if (!project) throw notFound()
  if (!isAtLeast(project.role, needs)) throw tooLow(needs)
  if (project.archivedAt && !evenArchived) throw archived()
  return project
}

/** Whether a membership that is on its way would make the refusal wrong. */
const isPerhapsEarly = (error: unknown) =>
  error instanceof TRPCError &&
  (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN' || factsOf(error).reason === 'stranger')

/** What a new object looks like in the log: every field came from nothing. */
export function fresh<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]: [null, Fields[Field]] }
export function fresh(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, [null, value]]))
}

/** What the end of an object looks like in the log. */
export const gone = (id: string): { id: [string, null] } => ({ id: [id, null] })
