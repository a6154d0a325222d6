import type { Outputs } from '../trpc.ts'

/** A task as lists and boards show it. */
export type TaskRow = Outputs['task']['tasks']['list']['items'][number]
/** A task with everything that its own page shows. */
export type Task = Outputs['task']['tasks']['get']
/** The same as who was given it alone sees it. */
export type SharedTask = Outputs['task']['sharedTasks']['get']
export type Board = Outputs['task']['tasks']['board']
export type Project = Outputs['task']['projects']['get']
export type Status = Project['statuses'][number]
export type Priority = TaskRow['priority']

export const priorities: readonly Priority[] = ['urgent', 'high', 'medium', 'low', 'none']

export const isDone = (status: Pick<Status, 'group'> | undefined) =>
  status?.group === 'completed' || status?.group === 'cancelled'

export const projectKeyOf = (taskKey: string) => taskKey.slice(0, taskKey.lastIndexOf('-'))

/** What is under way first, then what waits, then what is over. */
export const inListOrder = (statuses: readonly Status[]) =>
  [...statuses].sort((one, other) => listOrder.indexOf(one.group) - listOrder.indexOf(other.group))
const listOrder = ['started', 'unstarted', 'backlog', 'completed', 'cancelled']

/** A second status of work under way looks further along than the first. */
export const isReview = ({ statuses }: Pick<Project, 'statuses'>, { id, group }: Status) =>
  group === 'started' && statuses.find((each) => each.group === 'started')?.id !== id
