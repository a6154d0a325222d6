import { z } from 'zod'
import { id, text } from '../../chassis/text.ts'
import { byWorkspace } from '../contract.ts'
import { auditKind } from '../events.ts'
import { NAME_MAX } from '../limits.ts'

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

const kinds = ['made', 'changed', 'secret_renewed', 'removed', 'stopped'] as const

/** What was done to a webhook, as task-service tells it; by nobody where it was switched off by itself. */
export const webhookAct = byWorkspace.extend({
  id,
  /** When, for it may be told late. */
  at: z.iso.datetime(),
  kind: z.enum(kinds),
  projectId: id,
  webhookId: id,
  /** Host and port that it goes to. */
  target: z.string().max(300),
  actorId: id.nullable(),
  tokenId: id.nullable(),
  /** That acted for the actor, by the name of then. A release before this one tells of none. */
  bot: z.strictObject({ id, name: text(NAME_MAX) }).optional(),
  network: z.string().max(64),
  /** What of it changed, or why it was switched off. */
  facts: z.record(z.string(), z.string().max(100)),
})

/** A stretch of a chain: what comes after the entry `after`, or after the anchor. */
export const checkedChain = byWorkspace.extend({ after: place.optional() })
