import { z } from 'zod'
import { id } from '../../chassis/text.ts'

/** Events that live updates look at in one call, whoever may see them. */
export const LOOKED_AT_MAX = 5000

/** Place in a feed: the sequence number of the last event that was read. */
export const feedPosition = z.strictObject({ after: z.number().int().min(0) })
/** A page of a feed: events after `after`, oldest first. */
export const feedPage = feedPosition.extend({
  limit: z.number().int().min(1).max(500).default(500),
})
export const visiblePage = feedPage.extend({ userIds: z.array(id).max(10_000) })
/** Left out, `after` is the newest event of the workspace. */
export const sincePage = z.strictObject({
  workspaceId: id,
  userId: id,
  after: z.number().int().min(0).optional(),
  limit: feedPage.shape.limit,
})
