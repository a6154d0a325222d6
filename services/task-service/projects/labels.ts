import { refuseMore } from '../../chassis/refuse-more.ts'
import { changedLabel, color, deletedLabel, newLabel } from '../contract.ts'
import { diff } from '../events/diff.ts'
import { fresh, gone, recorded } from '../events/event-log.ts'
import { PROJECT_LABELS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { renameInViews } from '../views/rename-in-views.ts'

export const labels = router({
  create: procedure.input(newLabel).mutation(({ ctx, input }) =>
    recorded(
      ctx,
      { at: input, needs: 'member', alone: true },
      async (tx, { id: projectId }, record) => {
        const count = await tx.label.count({ where: { projectId } })
        refuseMore(count, PROJECT_LABELS_MAX, 'Labels of a project')
        const { id } = await tx.label.create({ data: input, select: { id: true } })
        const label = { id, name: input.name, color: input.color }
        record('label.created', fresh(label))
        return label
      },
    ),
  ),

  update: procedure.input(changedLabel).mutation(({ ctx, input: { id, projectId, ...input } }) => {
    const alone = input.name !== undefined
    return recorded(
      ctx,
      { at: { projectId }, needs: 'admin', alone },
      async (tx, _project, record) => {
        const where = { id, projectId }
        const { name, ...before } = await tx.label.findUniqueOrThrow({ where, select: shown })
        const changes = diff({ name, color: color.parse(before.color) }, input)
        record('label.updated', { id: [id, id], ...changes })
        const label = await tx.label.update({ where, data: input, select: shown })
        if (changes.name) {
          const others = await tx.label.findMany({
            where: { projectId, id: { not: id } },
            select: { name: true },
          })
          const renaming = { field: 'label', from: name, to: label.name } as const
          await renameInViews(tx, record, { ...renaming, projectId, others })
        }
        return label
      },
    )
  }),

  /** Tasks that carry it lose it, and those that get it at this moment: it waits for changes in flight. */
  delete: procedure.input(deletedLabel).mutation(({ ctx, input: { id, projectId } }) =>
    recorded(
      ctx,
      { at: { projectId }, needs: 'admin', alone: true },
      async (tx, _project, record) => {
        await tx.label.delete({ where: { id, projectId }, select: { id: true } })
        await tx.$executeRaw`update "Task" set "labelIds" = array_remove("labelIds", ${id}::uuid)
        where "projectId" = ${projectId}::uuid and "labelIds" @> array[${id}::uuid]`
        record('label.deleted', gone(id))
        return { id }
      },
    ),
  ),
})

const shown = { id: true, name: true, color: true } as const
