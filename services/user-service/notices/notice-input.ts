import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byUser } from '../contract.ts'

/** What became of a webhook of somebody's: tried often enough, or switched off. */
export const webhookNotice = byUser.extend({
  workspaceId: id,
  projectKey: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/),
  kind: z.enum(['webhook_parked', 'webhook_stopped']),
})
