import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { asked, byProject, newTask, unique } from '../contract.ts'
import { manyIds } from '../tasks/many-input.ts'

const relocated = byProject.extend({
  ids: manyIds.transform(unique),
  /** Another project of the same workspace. */
  targetId: id,
})
type Relocated = z.infer<typeof relocated>

const isElsewhere = ({ projectId, targetId }: Relocated) => projectId !== targetId
const same = { path: ['targetId'], error: 'must be another project' }

/** Tasks of a project, to see what moving them would mean. */
export const relocationAsked = relocated.refine(isElsewhere, same)

/** Without `skipRefused` all tasks are moved or none. */
export const relocation = relocated
  .extend({
    /** What does not fulfil it any more refuses: tasks were chosen by it, and others have changed them since. */
    filter: z.strictObject(asked).optional(),
    skipRefused: z.boolean().default(false),
    /** Repeating a call with the same key and input moves nothing more, and tells what was moved. */
    idempotencyKey: newTask.shape.idempotencyKey,
  })
  .refine(isElsewhere, same)
export type Relocation = z.infer<typeof relocation>
