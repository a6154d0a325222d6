import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byWorkspace } from '../contract.ts'
import { auditKind } from '../events.ts'

/** As far as numbers of entries go. */
const place = z.number().int().min(0).max(2_147_483_647)

/** A page of a workspace's audit log, newest first: what happened before the entry `cursor`. */
export const auditPage = byWorkspace.extend({
  kind: auditKind.optional(),
  /** Who did it, or to whom. */
  userId: id.optional(),
  /** From this instant on. */
  from: z.iso.datetime().optional(),
  /** Before this instant. */
  until: z.iso.datetime().optional(),
  cursor: place.optional(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type AuditPage = z.infer<typeof auditPage>

/** A stretch of a chain: what comes after the entry `after`, or after the anchor. */
export const checkedChain = byWorkspace.extend({ after: place.optional() })
