import { access } from './access/access-router.ts'
import { companions } from './access/companions.ts'
import { readers } from './access/readers.ts'
import { comments } from './comments/comments.ts'
import { activity } from './events/activity.ts'
import { events } from './events/events-router.ts'
import { files } from './events/files.ts'
import { sharedTasks } from './grants/shared-tasks.ts'
import { taskGrants } from './grants/task-grants.ts'
import { members } from './members/members.ts'
import { projectTeams } from './members/project-teams.ts'
import { operations } from './operations.ts'
import { personalData } from './personal-data/personal-data.ts'
import { labels } from './projects/labels.ts'
import { projects } from './projects/projects.ts'
import { statuses } from './projects/statuses.ts'
import { relations } from './relations/relations.ts'
import { relocations } from './relocation/relocations.ts'
import { home } from './tasks/home.ts'
import { mine } from './tasks/mine.ts'
import { search } from './tasks/search.ts'
import { tasks } from './tasks/tasks.ts'
import { router } from './trpc.ts'
import { actions } from './undo/actions.ts'
import { views } from './views/views.ts'
import { watchers } from './watchers/watchers.ts'
import { webhooks } from './webhooks/webhooks.ts'

export const browserRouter = router({
  ...{ projects, members, projectTeams, readers, statuses, labels, views, tasks },
  ...{ relocations, actions, taskGrants, sharedTasks },
  ...{ comments, relations, watchers, mine, activity, search, webhooks },
})
export type TaskRouter = typeof browserRouter

// `mine` and `activity` for the gateway of the previous release.
export const serviceRouter = router({
  ...{ events, access, home, mine, activity, files, companions, personalData, operations },
})
export type TaskServiceRouter = typeof serviceRouter
