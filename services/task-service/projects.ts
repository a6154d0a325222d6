import { refusal } from '../chassis/trpc.ts'
import {
  type Asking,
  projectAt,
  roleOf,
  strengthSql,
  tooLow,
  visibleSql,
  workspaceRole,
  writableAt,
} from './access.ts'
import { changesOf } from './changes.ts'
import {
  byId,
  byWorkspace,
  changedProject,
  newProject,
  projectAddress,
  type Role,
} from './contract.ts'
import { fresh, recorded } from './event-log.ts'
import { keepInside } from './members.ts'
import type { Own } from './own.ts'
import { defaultStatuses } from './statuses.ts'
import { procedure, router } from './trpc.ts'

export const projects = router({
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    await workspaceRole(ctx, workspaceId)
    const { rows } = await ctx.pool.query<ProjectRow>({
      name: 'projects',
      text: projectsSql,
      values: [workspaceId, ctx.user.id],
    })
    return rows.map(({ strength, ...project }) => ({ ...project, role: roleOf(strength) }))
  }),

  get: procedure.input(projectAddress).query(async ({ ctx, input }) => {
    const id = await idOf(ctx, input)
    const [project, role] = await Promise.all([
      ctx.db.project.findUniqueOrThrow({ where: { id }, select: shown }),
      roleAt(ctx, id),
    ])
    return { ...project, role }
  }),

  create: procedure.input(newProject).mutation(async ({ ctx, input: { locale, ...input } }) => {
    const role = await workspaceRole(ctx, input.workspaceId)
    if (!['owner', 'admin', 'member'].includes(role)) throw tooLow('member')
    return recorded(ctx, async (tx, record) => {
      const { workspaceId, key, name, visibility, color } = input
      const [made] = await tx.project.createManyAndReturn({
        data: [{ ...input, createdBy: ctx.user.id, createdAt: ctx.now }],
        skipDuplicates: true,
        select: { id: true },
      })
      if (!made) throw keyTaken(key)
      const projectId = made.id
      const owner = { projectId, userId: ctx.user.id, role: 'owner' }
      await tx.projectMember.create({ data: owner, select: { role: true } })
      const statuses = await tx.status.createManyAndReturn({
        data: defaultStatuses(locale).map((status, rank) => ({ ...status, rank, projectId })),
        select: { id: true, name: true, group: true, rank: true },
      })
      const place = { workspaceId, projectId }
      record({
        type: 'project.created',
        ...place,
        changes: fresh({ key, name, color, visibility }),
      })
      record({
        type: 'project_member.added',
        ...place,
        changes: fresh({ userId: owner.userId, role: owner.role }),
      })
      for (const status of statuses)
        record({ type: 'status.created', ...place, changes: fresh(status) })
      return tx.project.findUniqueOrThrow({ where: { id: projectId }, select: shown })
    })
  }),

  update: procedure.input(changedProject).mutation(async ({ ctx, input: { id, ...input } }) => {
    const needed = input.visibility ? 'owner' : 'admin'
    const { workspaceId } = await writableAt(ctx, { projectId: id }, needed)
    return recorded(ctx, async (tx, record) => {
      const before = await tx.project.findUniqueOrThrow({ where: { id }, select: shown })
      const changes = changesOf(before, input)
      const place = { workspaceId, projectId: id }
      record({ type: 'project.updated', ...place, changes })
      if (changes.visibility?.[1] === 'private') await keepInside(tx, record, place, ctx.user.id)
      return tx.project.update({ where: { id }, data: input, select: shown })
    })
  }),

  archive: procedure.input(byId).mutation(({ ctx, input }) => setArchived(ctx, input.id, ctx.now)),

  unarchive: procedure.input(byId).mutation(({ ctx, input }) => setArchived(ctx, input.id, null)),
})

const shown = {
  id: true,
  workspaceId: true,
  key: true,
  name: true,
  color: true,
  description: true,
  visibility: true,
  archivedAt: true,
  statuses: {
    select: { id: true, name: true, group: true, rank: true },
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
  strength: number
}

export const projectsSql = `
  select p.id, p.key, p.name, p.color, p.visibility, p."archivedAt", ${strengthSql('$2')} as strength,
         (select count(*)::int from (
            select 1 from "Status" s join "Task" t on t."projectId" = p.id and t."statusId" = s.id
             where s."projectId" = p.id and s."group" not in ('completed', 'cancelled')
               and t."trashedAt" is null and t."archivedAt" is null limit 1000) capped) as "openTasks"
    from "Project" p
   where p."workspaceId" = $1 and ${visibleSql('$2')}
   order by p."archivedAt" nulls first, p."createdAt", p.id`

async function idOf(asking: Asking, { workspaceId, key }: { workspaceId: string; key: string }) {
  await workspaceRole(asking, workspaceId)
  const project = await asking.db.project.findUniqueOrThrow({
    where: { workspaceId_key: { workspaceId, key } },
    select: { id: true },
  })
  await projectAt(asking, { projectId: project.id })
  return project.id
}

async function roleAt(
  { pool, user }: Pick<Own, 'pool'> & Asking,
  projectId: string,
): Promise<Role> {
  const { rows } = await pool.query(
    `select ${strengthSql('$2')} as strength from "Project" p where p.id = $1`,
    [projectId, user.id],
  )
  return roleOf(rows[0]?.strength ?? 0)
}

/** Doing so twice changes nothing. */
async function setArchived(
  ctx: Parameters<typeof recorded>[0] & Asking,
  id: string,
  archivedAt: Date | null,
) {
  const { workspaceId } = await projectAt(ctx, { projectId: id }, 'owner')
  return recorded(ctx, async (tx, record) => {
    const { count } = await tx.project.updateMany({
      where: { id, archivedAt: archivedAt ? null : { not: null } },
      data: { archivedAt },
    })
    const type = archivedAt ? 'project.archived' : 'project.unarchived'
    if (count > 0) record({ type, workspaceId, projectId: id, changes: {} })
    return tx.project.findUniqueOrThrow({ where: { id }, select: shown })
  })
}

const keyTaken = (key: string) =>
  refusal('CONFLICT', `There is a project ${key} in this workspace`, {
    fields: { key: 'is taken' },
    issues: [{ path: 'key', code: 'taken' }],
  })
