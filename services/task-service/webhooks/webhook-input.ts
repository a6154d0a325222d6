import { z } from 'zod'
import { id, wellFormed } from '../../chassis/text.ts'
import { byProject, unique } from '../contract.ts'
import type { TaskEventType } from '../events.ts'
import { FILTER_MAX, PAGE_MAX, WEBHOOK_URL_MAX, webhookTypes } from '../limits.ts'

const url = wellFormed
  .max(WEBHOOK_URL_MAX, { error: `must have at most ${WEBHOOK_URL_MAX} characters` })
  .refine((text) => URL.canParse(text), { error: 'is not an address' })
  .refine((text) => !URL.canParse(text) || isBare(new URL(text)), {
    error: 'must have neither a name and password nor a part after #',
  })

const isBare = ({ username, password, hash }: URL) => !username && !password && !hash

const types = z
  .array(z.enum(webhookTypes satisfies readonly TaskEventType[]))
  .min(1, { error: 'must name at least one type of event' })
  .max(webhookTypes.length)
  .transform(unique)

/** A filter in the language of docs/filters.md; empty for none. */
const q = wellFormed.max(FILTER_MAX)

export const newWebhook = byProject.extend({ url, types, q: q.default('') })
export const byWebhook = byProject.extend({ id })
export const changedWebhook = byWebhook.extend({
  url: url.optional(),
  types: types.optional(),
  q: q.optional(),
  isOn: z.boolean().optional(),
})
/** The newest ones; with `cursor`, the last page's `nextCursor`, the ones before it. */
export const deliveryFilter = byWebhook.extend({
  cursor: id.optional(),
  limit: z.number().int().min(1).max(PAGE_MAX).default(30),
})
export const byDelivery = byWebhook.extend({ deliveryId: id })
