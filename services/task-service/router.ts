import { access } from './access-router.ts'
import { activity } from './activity.ts'
import { comments } from './comments.ts'
import { companions } from './companions.ts'
import { events } from './events-router.ts'
import { files } from './files.ts'
import { labels } from './labels.ts'
import { members } from './members.ts'
import { mine } from './mine.ts'
import { projects } from './projects.ts'
import { search } from './search.ts'
import { statuses } from './statuses.ts'
import { tasks } from './tasks/tasks.ts'
import { router } from './trpc.ts'

export const browserRouter = router({
  projects,
  members,
  statuses,
  labels,
  tasks,
  comments,
  mine,
  activity,
  search,
})
export type TaskRouter = typeof browserRouter

export const serviceRouter = router({ events, access, mine, activity, files, companions })
export type TaskServiceRouter = typeof serviceRouter
