import { z } from 'zod'
import { line } from '../../../../chassis/text.ts'
import { NAME_MAX } from '../../../../task-service/limits.ts'

/** What a person fills in of a view. */
export const viewForm = z.object({ name: line(NAME_MAX), scope: z.enum(['private', 'project']) })
