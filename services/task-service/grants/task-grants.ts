import { botColumns, botOf } from '../../chassis/identity.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { isAtLeast, projectAt, tooLow } from '../access/access.ts'
import { refuseGuest } from '../access/insiders.ts'
import { refuseStranger } from '../access/refuse-stranger.ts'
import { byTask } from '../contract.ts'
import { type Right, recorded, type Tx } from '../events/event-log.ts'
import { PERSON_TASKS_MAX, TASK_GRANTS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { endOfGrant } from './end-grants.ts'
import { byTaskGrant, grantRole, taskGrant } from './grant-input.ts'

/** Who has a role on one single task, for those of the workspace who do not see its project; guests above all. An archived project
 *  keeps this door, as that of its members: what was given must be taken back, and who has to read can be let in. */
export const taskGrants = router({
  /** In the order in which they were given, for admins of the project. `isSuspended`: it stays, and gives nothing as long as the
   *  account is disabled or the membership suspended. */
  list: procedure.input(byTask).query(async ({ ctx, input: { taskId } }) => {
    const { id: projectId, role } = await projectAt(ctx, { taskId })
    if (!isAtLeast(role, 'admin')) throw tooLow('admin')
    await refuseOutsider(ctx.db, ctx.user.id, projectId)
    const rows = await ctx.db.taskGrant.findMany({
      where: { taskId, projectId },
      orderBy: [{ givenAt: 'asc' }, { userId: 'asc' }],
      select: {
        ...{ userId: true, role: true, givenById: true, givenAt: true },
        ...{ botId: true, botName: true },
        member: { select: { disabledAt: true, suspendedAt: true } },
      },
    })
    return rows.map(({ member, botId, botName, ...row }) => ({
      ...{ ...row, role: grantRole.parse(row.role), givenByBot: botOf({ botId, botName }) },
      isSuspended: member.disabledAt !== null || member.suspendedAt !== null,
    }))
  }),

  /** Gives somebody a role, or another one than they have. Whoever sees the project needs none and is refused. */
  set: procedure.input(taskGrant).mutation(({ ctx, input: { taskId, userId, role } }) =>
    recorded(ctx, sharing(taskId), async (tx, { id: projectId, workspaceId }, record) => {
      await refuseOutsider(tx, ctx.user.id, projectId)
      await refuseTrashed(tx, taskId)
      await refuseStranger(tx, workspaceId, userId)
      await refuseDisabled(tx, workspaceId, userId)
      await refuseReader(tx, projectId, userId)
      const before = await roleOf(tx, { taskId, projectId, userId })
      if (before === role) return { taskId, userId, role }
      if (!before) await refuseTooMany(tx, { taskId, projectId, workspaceId, userId })
      const by = { givenById: ctx.user.id, givenAt: ctx.now, ...botColumns(ctx.identity?.token) }
      const given = { workspaceId, projectId, role, ...by }
      await tx.taskGrant.upsert({
        where: { taskId_userId: { taskId, userId } },
        create: { taskId, userId, ...given },
        update: given,
      })
      if (before)
        record(
          'task_grant.role_changed',
          { userId: [userId, userId], role: [before, role], ...mark },
          { taskId },
        )
      else
        record(
          'task_grant.added',
          { userId: [null, userId], role: [null, role], ...mark },
          { taskId },
        )
      return { taskId, userId, role }
    }),
  ),

  /** Oneself, or anybody as an admin of the project. Doing so twice changes nothing. */
  remove: procedure.input(byTaskGrant).mutation(({ ctx, input: { taskId, userId } }) => {
    const isSelf = userId === ctx.user.id
    // Who gives up their own takes nothing from others: the lock of the task is enough.
    const own = { needs: 'viewer', byGrant: true, alone: false } as const
    const right = { ...sharing(taskId), ...(isSelf && own) }
    return recorded(ctx, right, async (tx, project, record) => {
      if (!isSelf) await refuseOutsider(tx, ctx.user.id, project.id)
      const [gone] = await tx.$queryRaw<{ role: string }[]>`
        delete from "TaskGrant" where "taskId" = ${taskId}::uuid and "userId" = ${userId}::uuid returning role::text`
      if (gone)
        record(
          ...endOfGrant({
            taskId,
            projectId: project.id,
            userId,
            role: grantRole.parse(gone.role),
          }),
        )
      return { taskId, userId }
    })
  }),
})

/** Members of the project are told, and neither guests nor who only looks on. */
const mark: { isInternal: [true, true] } = { isInternal: [true, true] }

/** A guest who is an admin of the project would meet people of the workspace by it. */
const refuseOutsider = (tx: Parameters<typeof refuseGuest>[0], userId: string, projectId: string) =>
  refuseGuest(tx, userId, projectId, 'Guests do not share single tasks')

/** Alone in the workspace, as all that rules over who sees what: who loses a role writes nothing afterwards. */
const sharing = (taskId: string): Right => ({
  at: { taskId },
  needs: 'admin',
  alone: true,
  evenArchived: true,
})

/** What is in the trash is shown to nobody but those who may bring it back. */
async function refuseTrashed(tx: Tx, id: string) {
  if ((await tx.task.count({ where: { id, trashedAt: null } })) === 0) throw notFound()
}

/** Nobody would see that it was given, until the account is in use again and nobody thinks of it. */
async function refuseDisabled(tx: Tx, workspaceId: string, userId: string) {
  const disabledAt = { not: null }
  if ((await tx.member.count({ where: { workspaceId, userId, disabledAt } })) > 0)
    throw appError('BAD_REQUEST', 'The account of this person is disabled', {
      reason: 'disabled',
      fields: { userId: 'is of a disabled account' },
    })
}

async function roleOf(
  tx: Tx,
  { taskId, projectId, userId }: { taskId: string; projectId: string; userId: string },
) {
  const row = await tx.taskGrant.findFirst({
    where: { taskId, projectId, userId },
    select: { role: true },
  })
  return grantRole.optional().parse(row?.role)
}

/** What somebody has by the project would hide it, and come to an end without it. */
async function refuseReader(tx: Tx, projectId: string, userId: string) {
  const seen = await tx.$queryRaw<unknown[]>`
    select from "ProjectGrant" where "projectId" = ${projectId}::uuid and "userId" = ${userId}::uuid`
  if (seen.length > 0)
    throw appError('BAD_REQUEST', 'This person sees the task already, by its project', {
      reason: 'sees_project',
      fields: { userId: 'sees the project of this task' },
    })
}

async function refuseTooMany(
  tx: Tx,
  {
    taskId,
    projectId,
    workspaceId,
    userId,
  }: Record<'taskId' | 'projectId' | 'workspaceId' | 'userId', string>,
) {
  refuseMore(
    await tx.taskGrant.count({ where: { taskId, projectId } }),
    TASK_GRANTS_MAX,
    'People with a role on one task alone',
  )
  refuseMore(
    await tx.taskGrant.count({ where: { workspaceId, userId } }),
    PERSON_TASKS_MAX,
    'Tasks that somebody has alone in a workspace',
  )
}
