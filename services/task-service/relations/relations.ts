import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { type Asking, projectAt } from '../access/access.ts'
import { byRelation, byTask, newRelation, type RelationKind } from '../contract.ts'
import { fresh, recorded, type Tx } from '../events/event-log.ts'
import { RELATIONS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { refuseCircle } from './circle.ts'

/** Another task as it stands to one: `out` where that one blocks or duplicates it, `in` the other way round. */
interface Related {
  id: string
  kind: RelationKind
  side: 'out' | 'in'
  task: { id: string; key: string; title: string; statusId: string; projectId: string }
}

export const relations = router({
  /** As far as the reader may see the other tasks; those in the trash are left out. */
  list: procedure.input(byTask).query(async ({ ctx, input }) => {
    await projectAt(ctx, input)
    return relatedTo(ctx, input.taskId)
  }),

  create: procedure.input(newRelation).mutation(({ ctx, input: { taskId, otherId, ...input } }) =>
    recorded(ctx, { at: { taskId }, needs: 'member' }, async (tx, project, record) => {
      const [fromId, toId] = input.side === 'out' ? [taskId, otherId] : [otherId, taskId]
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('relations ' || ${project.workspaceId}, 0))`
      const other = await visibleTask(tx, ctx.user.id, project.workspaceId, otherId)
      const own = await tx.task.findUnique({
        where: { id: taskId, trashedAt: null },
        select: { id: true },
      })
      if (!own) throw notFound()
      if (!other)
        throw appError('BAD_REQUEST', 'The other task is not one of this workspace', {
          fields: { otherId: 'must be a task of this workspace' },
        })
      const { kind } = input
      const either = [
        { fromId, toId },
        { fromId: toId, toId: fromId },
      ]
      const known = await tx.relation.findFirst({
        where: { kind, OR: kind === 'relates' ? either : either.slice(0, 1) },
        select: { id: true },
      })
      if (known) return { id: known.id }
      await refuseCircle(tx, ctx.user.id, { kind, fromId, toId })
      for (const id of [taskId, otherId])
        refuseMore(
          await tx.relation.count({ where: { OR: [{ fromId: id }, { toId: id }] } }),
          RELATIONS_MAX,
          'Relations of a task',
        )
      const { id } = await tx.relation.create({
        data: { kind, fromId, toId, createdBy: ctx.user.id, createdAt: ctx.now },
        select: { id: true },
      })
      for (const task of [
        { id: taskId, projectId: project.id },
        { id: otherId, projectId: other.projectId },
      ])
        record('relation.created', fresh({ id, kind, ...standing(task.id, fromId, toId) }), {
          taskId: task.id,
          projectId: task.projectId,
        })
      return { id }
    }),
  ),

  /** Whoever may change the task takes it away, whichever of the two began it. */
  delete: procedure.input(byRelation).mutation(({ ctx, input: { taskId, id } }) =>
    recorded(ctx, { at: { taskId }, needs: 'member' }, async (tx, _project, record) => {
      const where = { id, OR: [{ fromId: taskId }, { toId: taskId }] }
      const found = await tx.relation.findFirst({
        where,
        select: {
          kind: true,
          from: { select: { id: true, projectId: true } },
          to: { select: { id: true, projectId: true } },
        },
      })
      if (!found) throw notFound()
      const { count } = await tx.relation.deleteMany({ where })
      if (count === 0) throw notFound()
      for (const task of [found.from, found.to]) {
        const { otherId, side } = standing(task.id, found.from.id, found.to.id)
        record(
          'relation.deleted',
          {
            id: [id, null],
            kind: [found.kind, null],
            otherId: [otherId, null],
            side: [side, null],
          },
          { taskId: task.id, projectId: task.projectId },
        )
      }
      return { id }
    }),
  ),
})

/** A relation as one of its tasks has it. */
const standing = (taskId: string, fromId: string, toId: string) =>
  taskId === fromId
    ? ({ otherId: toId, side: 'out' } as const)
    : ({ otherId: fromId, side: 'in' } as const)

async function visibleTask(tx: Tx, userId: string, workspaceId: string, id: string) {
  const rows = await tx.$queryRaw<{ projectId: string }[]>`
    select t."projectId" from "Task" t join "Project" p on p.id = t."projectId"
      join "ProjectAccess" a on a."projectId" = p.id and a."userId" = ${userId}::uuid
     where t.id = ${id}::uuid and t."trashedAt" is null and p."workspaceId" = ${workspaceId}::uuid and a.role >= 'viewer'`
  return rows[0]
}

async function relatedTo({ pool, user }: Asking, taskId: string) {
  const { rows } = await pool.query<Related>({
    name: 'related',
    text: relatedSql,
    values: [taskId, user.id],
  })
  return rows
}

export const relatedSql = `
  select r.id, r.kind, r.side,
         json_build_object('id', t.id, 'key', p.key || '-' || t.number, 'title', t.title,
                           'statusId', t."statusId", 'projectId', t."projectId") as task
    from (select id, kind, 'out' as side, "toId" as other from "Relation" where "fromId" = $1
          union all
          select id, kind, 'in', "fromId" from "Relation" where "toId" = $1) r
    join "Task" t on t.id = r.other join "Project" p on p.id = t."projectId"
   where t."trashedAt" is null
     and exists (select from "ProjectAccess" a where a."projectId" = p.id and a."userId" = $2 and a.role >= 'viewer')
   order by r.kind, r.side, r.id`
