import { z } from 'zod'
import { id, line, wellFormed } from '../../chassis/text.ts'
import { byProject, groupings } from '../contract.ts'
import { FILTER_MAX, NAME_MAX } from '../limits.ts'

/** Of a project, and of each of its people as many private ones. */
export const VIEWS_MAX = 30

/** What the tasks of a lane of a board have in common. */
export const laneKinds = ['assignee', 'priority', 'label', 'parent'] as const

/** `private`: for its owner alone; `project`: for everybody who sees the project. */
const scope = z.enum(['private', 'project'])
export type Scope = z.infer<typeof scope>

const view = {
  name: line(NAME_MAX),
  kind: z.enum(['list', 'board']),
  scope,
  /** A filter in the language of docs/filters.md. */
  q: wellFormed.max(FILTER_MAX),
  /** What the groups of a list have in common; a board is by status. */
  groupBy: z.enum(groupings),
  /** What the groups within these have in common. */
  subGroupBy: z.enum(groupings),
  /** What the lanes of a board have in common; null without lanes. */
  subBy: z.enum(laneKinds).nullable(),
}

/** A view that was deleted comes back with its `id`, so that its address works again. */
export const newView = byProject.extend({
  ...view,
  groupBy: view.groupBy.default('status'),
  subGroupBy: view.subGroupBy.default('none'),
  subBy: view.subBy.default(null),
  id: id.optional(),
})
export const changedView = byProject.extend({ id, ...z.object(view).partial().shape })
export const deletedView = byProject.extend({ id })
