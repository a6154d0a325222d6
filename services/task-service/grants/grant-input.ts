import type { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byTask, role } from '../contract.ts'

/** What somebody can be on one single task. More than to comment would lead into its project: to its statuses, labels and
 *  other tasks. */
export const grantRole = role.extract(['commenter', 'viewer'])
export type GrantRole = z.infer<typeof grantRole>

export const byTaskGrant = byTask.extend({ userId: id })
export const taskGrant = byTaskGrant.extend({ role: grantRole })
