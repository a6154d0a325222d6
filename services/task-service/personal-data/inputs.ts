import { z } from 'zod'
import { id } from '../../chassis/text.ts'

const limit = z.int().min(1).max(100).default(100)

/** What is kept about a person as a list whose rows have ids. */
export const section = z.enum([
  'comments',
  'views',
  'watching',
  'projectRoles',
  'taskRoles',
  'webhooks',
])

/** A page of a list, in the order of ids; `cursor` is the `nextCursor` of the page before. */
export const personalDataPage = z.strictObject({ section, cursor: id.optional(), limit })

/** A page of what somebody has to do with tasks, project by project: behind the task of this number in this project. */
export const ownTasks = z.strictObject({
  cursor: z.strictObject({ projectId: id, number: z.int() }).optional(),
  limit,
})

/** A page of what somebody did in a workspace, oldest first, behind this place in the log. */
export const ownHistory = z.strictObject({
  workspaceId: id,
  cursor: z.int().min(0).default(0),
  limit,
})
