import { z } from 'zod'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { notFound } from '../../chassis/trpc.ts'
import {
  type Actor,
  isAtLeast,
  projectAt,
  roleSql,
  tooLow,
  visibleSql,
  workspaceRole,
} from '../access/access.ts'
import { announcedProject } from '../access/reader-input.ts'
import { refuseUnannounced } from '../access/supposed.ts'
import {
  byId,
  byWorkspace,
  color,
  estimateUnits,
  newProject,
  newSample,
  projectAddress,
  type Role,
  role,
  visibilities,
} from '../contract.ts'
import { diff } from '../events/diff.ts'
import { type Acting, type Right, recorded, recordedBy, type Tx } from '../events/event-log.ts'
import { endOfReaders } from '../grants/end-grants.ts'
import { overLimits, PROJECTS_MAX } from '../limits.ts'
import { lockRights } from '../members/locked-role.ts'
import { keepInside } from '../members/members.ts'
import { procedure, router } from '../trpc.ts'
import { fillProject, foundProject, freeKey } from './found.ts'
import { samples } from './sample.ts'
import { shownStatus } from './status-order.ts'

export const projects = router({
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    await workspaceRole(ctx, workspaceId)
    const { rows } = await ctx.pool.query<ProjectRow>({
      name: 'projects',
      text: projectsSql,
      values: [workspaceId, ctx.user.id],
    })
    return rows
  }),

  get: procedure.input(projectAddress).query(async ({ ctx, input }) => {
    const { id, role } = await projectAt(ctx, input)
    const project = await ctx.db.project.findUniqueOrThrow({ where: { id }, select: shown })
    return { ...project, role }
  }),

  create: procedure.input(newProject).mutation(({ ctx, input }) =>
    recordedBy(ctx, founding(ctx.user, input), async (tx, { workspaceId }, record) => {
      const { id } = await foundProject(tx, ctx, input, record)
      return tx.project.findUniqueOrThrow({ where: { id, workspaceId }, select: shown })
    }),
  ),

  /** A project whose tasks teach the keys. A further one has a number in its key. */
  createSample: procedure.input(newSample).mutation(({ ctx, input }) =>
    recordedBy(ctx, founding(ctx.user, input), async (tx, { workspaceId }, record) => {
      const { tasks, ...look } = samples[input.locale]
      const key = await freeKey(tx, workspaceId, look.key)
      const project = await foundProject(tx, ctx, { ...input, ...look, key }, record)
      await fillProject(tx, ctx, { ...project, key }, tasks, record)
      const { id } = project
      return tx.project.findUniqueOrThrow({ where: { id, workspaceId }, select: shown })
    }),
  ),

  update: procedure.input(announcedProject).mutation(({ ctx, input: asked }) => {
    const { id, announced, ...input } = asked
    const needs = input.visibility || input.openRole ? 'owner' : 'admin'
    // What is on its way has been decided by the rules from before.
    const alone = [input.visibility, input.openRole, input.overLimit, announced].some(
      (one) => one !== undefined,
    )
    const right: Right = { at: { projectId: id }, needs, alone }
    return recorded(ctx, right, async (tx, _project, record) => {
      const { visibility, openRole } = input
      if (visibility || openRole)
        await refuseUnannounced(tx, announced, {
          ...{ projectId: id, actorId: ctx.user.id, visibility, openRole },
        })
      const before = await tx.project.findUniqueOrThrow({ where: { id }, select: shown })
      const changes = diff({ ...before, ...typed.parse(before) }, input)
      record('project.updated', changes)
      if (changes.visibility?.[1] === 'private' || givesLess(changes.openRole))
        await keepInside(tx, record, id, ctx.user.id)
      const act = { workspaceId: before.workspaceId, actorId: ctx.user.id, at: ctx.now }
      // Of those who see it until now too: a release before this one may have opened it.
      if (changes.visibility) await endOfReaders(tx, { projectId: id }, act)
      const updated = await tx.project.update({ where: { id }, data: input, select: shown })
      if (changes.visibility?.[1] === 'open') await endOfReaders(tx, { projectId: id }, act)
      return updated
    })
  }),

  archive: procedure.input(byId).mutation(({ ctx, input }) => setArchived(ctx, input.id, ctx.now)),

  unarchive: procedure.input(byId).mutation(({ ctx, input }) => setArchived(ctx, input.id, null)),
})

/** Whether a project gives everybody a weaker role than before. */
const givesLess = ([before, after]: readonly Role[] = []) =>
  before !== undefined && after !== undefined && !isAtLeast(after, before)

const typed = z.object({
  color,
  visibility: z.enum(visibilities),
  openRole: role,
  estimateUnit: z.enum(estimateUnits),
  overLimit: z.enum(overLimits),
})

const shown = {
  id: true,
  workspaceId: true,
  key: true,
  name: true,
  color: true,
  description: true,
  visibility: true,
  openRole: true,
  estimateUnit: true,
  overLimit: true,
  archivedAt: true,
  statuses: {
    select: shownStatus,
    orderBy: { rank: 'asc' },
  },
  labels: { select: { id: true, name: true, color: true }, orderBy: { name: 'asc' } },
} as const

interface ProjectRow {
  id: string
  key: string
  name: string
  color: string
  visibility: string
  archivedAt: string | null
  /** Open tasks, counted up to 1,000. */
  openTasks: number
  role: Role
}

export const projectsSql = `
  select p.id, p.key, p.name, p.color, p.visibility, p."archivedAt", ${roleSql('$2')} as role,
         (select count(*)::int from (
            select 1 from "Status" s join "Task" t on t."projectId" = p.id and t."statusId" = s.id
             where s."projectId" = p.id and s."group"::"Group" < 'completed'
               and t."trashedAt" is null and t."archivedAt" is null limit 1000) capped) as "openTasks"
    from "Project" p
   where p."workspaceId" = $1 and ${visibleSql('$2')}
   order by p."archivedAt" nulls first, p."createdAt", p.id`

/** Whether somebody may found a project in a workspace, and one more; the lock is the same as in its projects. */
const founding =
  ({ id: userId }: Actor, { workspaceId }: { workspaceId: string }) =>
  async (tx: Tx) => {
    await lockRights(tx, workspaceId)
    const [member] = await tx.$queryRaw<{ mayFound: boolean }[]>`
      select role::"Role" >= 'member' as "mayFound" from "Member"
       where "workspaceId" = ${workspaceId}::uuid and "userId" = ${userId}::uuid and "suspendedAt" is null`
    if (!member) throw notFound()
    if (!member.mayFound) throw tooLow('member')
    const count = await tx.project.count({ where: { workspaceId } })
    refuseMore(count, PROJECTS_MAX, 'Projects of a workspace')
    return { workspaceId }
  }

/** Doing so twice changes nothing. */
const setArchived = (ctx: Acting, id: string, archivedAt: Date | null) =>
  recorded(
    ctx,
    { at: { projectId: id }, needs: 'owner', alone: true, evenArchived: true },
    async (tx, _project, record) => {
      const { count } = await tx.project.updateMany({
        where: { id, archivedAt: archivedAt ? null : { not: null } },
        data: { archivedAt },
      })
      if (count > 0) record(archivedAt ? 'project.archived' : 'project.unarchived', {})
      return tx.project.findUniqueOrThrow({ where: { id }, select: shown })
    },
  )
