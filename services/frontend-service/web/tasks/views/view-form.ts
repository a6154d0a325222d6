import { z } from 'zod'
import { line } from '../../../../chassis/text.ts'

export const NAME_MAX = 80

/** What a person fills in of a view. */
export const viewForm = z.object({ name: line(NAME_MAX), scope: z.enum(['private', 'project']) })
