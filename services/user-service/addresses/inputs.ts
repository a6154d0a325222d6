import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { forgottenPassword, recoveryLink, startedFactor } from '../contract.ts'

export const askedChange = startedFactor.extend(forgottenPassword.pick({ email: true }).shape)
export const usedAddressLink = recoveryLink.extend({
  /** The session of the account in which the link is used: the one that goes on. */
  kept: z.strictObject({ id, epoch: z.number().int().min(0) }).optional(),
})
