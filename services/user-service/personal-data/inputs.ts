import { z } from 'zod'
import { line } from '../../chassis/text.ts'

/** What is kept about a person as a list. */
export const section = z.enum([
  'sessions',
  'apiTokens',
  'bots',
  'passkeys',
  'identities',
  'memberships',
  'teams',
  'membershipHistory',
  'invitations',
  'letters',
])

/** A page of a list, oldest first; `cursor` is the `nextCursor` of the page before. */
export const personalDataPage = z.strictObject({
  section,
  cursor: line(40).optional(),
  limit: z.int().min(1).max(200).default(200),
})
