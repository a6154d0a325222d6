import { z } from 'zod'
import { byComment } from '../contract.ts'

/** Who is to read a comment: members and above alone, or everybody who sees its task. The same call again does nothing. */
export const commentVisibility = byComment.extend({ isInternal: z.boolean() })
