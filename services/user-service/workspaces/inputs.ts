import { z } from 'zod'
import { byWorkspace } from '../contract.ts'

/** Whether a workspace asks its members for a second factor. */
export const requiredFactor = byWorkspace.extend({ isRequired: z.boolean() })
