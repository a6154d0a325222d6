import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import {
  byProject,
  byProjectMember,
  byTask,
  byWorkspace,
  changedProject,
  projectMember,
  role,
  roles,
  taskFilter,
  unique,
  visibilities,
} from '../contract.ts'
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
export const readersOfTask = byTask.extend({
  ...page,
  /** Only those who were given the task alone. */
  isAlone: z.boolean().optional(),
})
export type ReaderPage = Pick<z.output<typeof readersOfProject>, keyof typeof page>

/** `mark` of what a preview said. Where somebody else would gain or lose by now, the change is refused. */
const announced = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: 'is not the mark of a preview' })
  .optional()

export const announcedProject = changedProject.extend({ announced })
export const announcedMember = projectMember.extend({ announced })
export const announcedRemoval = byProjectMember.extend({ announced })

/** One of both, or both. */
export const supposedVisibility = byProject
  .extend({ visibility: z.enum(visibilities).optional(), openRole: role.optional() })
  .refine(({ visibility, openRole }) => visibility ?? openRole, {
    error: 'is needed, or an open role',
    path: ['visibility'],
  })
/** Without a role: whoever is taken out. */
export const supposedMember = byProjectMember.extend({ role: role.optional() })
const byProjectTeam = byProject.extend({ teamId: id })
/** Owners are people: a project keeps one who was made that by name. */
export const teamRole = role.exclude(['owner'])
/** Without a role: the team has none any more. */
export const supposedTeam = byProjectTeam.extend({ role: teamRole.optional() })
export const announcedTeam = byProjectTeam.extend({ role: teamRole, announced })
export const announcedTeamRemoval = byProjectTeam.extend({ announced })
export const byWorkspaceTeam = byWorkspace.extend({ teamId: id })
