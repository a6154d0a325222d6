import { z } from 'zod'
import { botOf } from '../../chassis/identity.ts'
import { id } from '../../chassis/text.ts'
import { notFound } from '../../chassis/trpc.ts'
import { visibleTo } from '../access.ts'
import { router, serviceProcedure } from '../trpc.ts'

const ownFiles = z.strictObject({
  cursor: id.optional(),
  limit: z.int().min(1).max(200).default(200),
})

/** `personalData.*`: what this service keeps about a person, for the gateway, which makes a file of it. */
export const personalData = router({
  /** What they uploaded, oldest first, wherever it is; `isReadable` says whether they may download it at this moment. Where they see
   *  nothing of it any more it has the name that they gave it, not what others did; none while the workspace is closed to them. */
  files: serviceProcedure.input(ownFiles).query(async ({ ctx, input: { cursor, limit } }) => {
    const { user } = ctx
    if (!user) throw notFound()
    const { access } = visibleTo(user)
    const suspended = { userId: user.id, suspendedAt: { not: null } }
    const rows = await ctx.db.file.findMany({
      where: { uploadedBy: user.id, ...(cursor && { id: { gt: cursor } }) },
      orderBy: { id: 'asc' },
      take: limit,
      select: {
        ...{ id: true, projectId: true, name: true, nameByUploader: true, category: true },
        ...{ type: true, sizeBytes: true, sha256: true, state: true },
        ...{ createdAt: true, trashedAt: true, botId: true, botName: true },
        project: {
          select: {
            workspaceId: true,
            access: { where: access.some, select: { role: true } },
            workspace: { select: { members: { where: suspended, select: { userId: true } } } },
          },
        },
      },
    })
    const items = rows.map(
      ({ project, state, sizeBytes, nameByUploader, botId, botName, ...file }) => {
        const sees = project.access.length > 0
        const isClosed = project.workspace.members.length > 0
        return {
          ...file,
          name: sees ? file.name : isClosed ? null : nameByUploader,
          category: sees ? file.category : null,
          workspaceId: project.workspaceId,
          uploadedByBot: botOf({ botId, botName }),
          sizeBytes: Number(sizeBytes),
          isStored: state === 'ready',
          isReadable: state === 'ready' && !file.trashedAt && sees,
        }
      },
    )
    return { items, nextCursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
  }),
})
