import { writableAt } from './access.ts'
import { changesOf } from './changes.ts'
import { changedLabel, deletedLabel, newLabel } from './contract.ts'
import { type Changes, fresh, gone, recorded } from './event-log.ts'
import { procedure, router } from './trpc.ts'

export const labels = router({
  create: procedure.input(newLabel).mutation(async ({ ctx, input }) => {
    const { id: projectId, workspaceId } = await writableAt(ctx, input, 'member')
    return recorded(ctx, async (tx, record) => {
      const label = await tx.label.create({ data: input, select: shown })
      record({ type: 'label.created', workspaceId, projectId, changes: fresh(label) })
      return label
    })
  }),

  update: procedure
    .input(changedLabel)
    .mutation(async ({ ctx, input: { id, projectId, ...input } }) => {
      const { workspaceId } = await writableAt(ctx, { projectId }, 'admin')
      return recorded(ctx, async (tx, record) => {
        const before = await tx.label.findUniqueOrThrow({ where: { id, projectId }, select: shown })
        const changes: Changes = { id: [id, id], ...changesOf(before, input) }
        record({ type: 'label.updated', workspaceId, projectId, changes })
        return tx.label.update({ where: { id, projectId }, data: input, select: shown })
      })
    }),

  /** Tasks that carry it lose it. */
  delete: procedure.input(deletedLabel).mutation(async ({ ctx, input: { id, projectId } }) => {
    const { workspaceId } = await writableAt(ctx, { projectId }, 'admin')
    return recorded(ctx, async (tx, record) => {
      await tx.label.delete({ where: { id, projectId }, select: { id: true } })
      await tx.$executeRaw`update "Task" set "labelIds" = array_remove("labelIds", ${id}::uuid)
        where "projectId" = ${projectId}::uuid and "labelIds" @> array[${id}::uuid]`
      record({ type: 'label.deleted', workspaceId, projectId, changes: gone(id) })
      return { id }
    })
  }),
})

const shown = { id: true, name: true, color: true } as const
