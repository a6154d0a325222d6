import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byProject, unique } from '../contract.ts'
import { MANY_MAX } from '../limits.ts'

/** Of tasks of a project, for oneself or somebody else. Left out, `isWatching` is turned round: nobody watches all of
 *  them who watched all of them before. */
export const watching = byProject.extend({
  ids: z
    .array(id)
    .min(1)
    .max(MANY_MAX, { error: `must be at most ${MANY_MAX.toLocaleString('en')} tasks` })
    .transform(unique),
  userId: id.optional(),
  isWatching: z.boolean().optional(),
})
