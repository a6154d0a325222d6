import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { byProject, byTask, roles, taskFilter, unique } from '../contract.ts'
import { PAGE_MAX } from '../limits.ts'

const page = {
  /** Only these, whoever of them reads it. */
  userIds: z.array(id).min(1).max(PAGE_MAX).transform(unique).optional(),
  /** `nextCursor` of a page: role and id of its last person. */
  cursor: z
    .string()
    .regex(new RegExp(`^(${roles.join('|')})\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`), {
      error: 'is not a cursor of this list',
    })
    .optional(),
  limit: taskFilter.shape.limit,
}

export const readersOfProject = byProject.extend(page)
export const readersOfTask = byTask.extend(page)
export type ReaderPage = Pick<z.output<typeof readersOfProject>, keyof typeof page>
