import type { Prisma } from '#db/file'
import { botOf } from '../../chassis/identity.ts'
import { category } from '../contract.ts'

/** What people see of a file; where its bytes lie stays inside. */
export const shown = {
  id: true,
  projectId: true,
  name: true,
  type: true,
  sizeBytes: true,
  category: true,
  uploadedBy: true,
  botId: true,
  botName: true,
  createdAt: true,
  state: true,
  trashedAt: true,
  shownBy: { select: { taskId: true }, orderBy: { createdAt: 'asc' }, take: 1 },
} satisfies Prisma.FileSelect

type Stored = Prisma.FileGetPayload<{ select: typeof shown }>

export const fileRow = ({ shownBy, trashedAt, state, botId, botName, ...file }: Stored) => ({
  ...file,
  /** The bot that brought it for them. */
  uploadedByBot: botOf({ botId, botName }),
  taskId: shownBy[0]?.taskId ?? null,
  type: file.type ?? 'application/octet-stream',
  sizeBytes: Number(file.sizeBytes),
  category: category.parse(file.category),
  state: stateOf(state, trashedAt),
})

function stateOf(state: string, trashedAt: Date | null) {
  if (trashedAt) return 'trashed' as const
  return state === 'ready' ? ('ready' as const) : ('pending' as const)
}

/** What is shown of a file to who may see nothing but a task that shows it: not where else it is, nor who brought it,
 *  nor its category, which is its project's. */
export const sharedShown = {
  ...{ id: true, name: true, type: true, sizeBytes: true, createdAt: true },
} satisfies Prisma.FileSelect

export const sharedRow = (file: Prisma.FileGetPayload<{ select: typeof sharedShown }>) => ({
  ...file,
  type: file.type ?? 'application/octet-stream',
  sizeBytes: Number(file.sizeBytes),
})
