import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byWorkspace, pageSize } from '../contract.ts'
import { PAGE_MAX } from '../limits.ts'

export const byAction = z.strictObject({ actionId: id })
/** The newest ones; with `cursor`, the last page's `nextCursor`, the ones before it. */
export const actFilter = byWorkspace.extend({ cursor: id.optional(), limit: pageSize.default(30) })
/** `cursor` is how many came before. */
export const tasksOfAct = byAction.extend({
  cursor: z.number().int().min(0).max(100_000).default(0),
  limit: pageSize.default(PAGE_MAX),
})
