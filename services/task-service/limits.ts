// Of tasks and projects; without zod, for the web app checks what is typed by the same numbers.

/** Of a project and of a view. */
export const NAME_MAX = 80
/** Of a status and of a label. */
export const SHORT_NAME_MAX = 40
export const PROJECT_KEY_MAX = 10
export const TITLE_MAX = 200
export const DESCRIPTION_MAX = 20_000
export const COMMENT_MAX = 10_000
/** Whether a comment shows or links to files of its task, however its Markdown says it. */
export const hasFiles = (text: string) => /\/files\/[^\s/]+\/content/.test(text)
/** Teams that one text of a task or comment names. */
export const NAMED_TEAMS_MAX = 10
/** People that it names. */
export const NAMED_PEOPLE_MAX = 50
/** What a text names by its id: `[@Design](team:<id>)`. The database finds them by the same words (`named_teams`, `named_people`). */
const named = /\]\((team|user):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/g
const namedIn = (text: string, wanted: 'team' | 'user') => [
  ...new Set(
    Array.from(text.matchAll(named), ([, kind, id = '']) => (kind === wanted ? id : [])).flat(),
  ),
]
export const teamsNamedIn = (text: string) => namedIn(text, 'team')
export const peopleNamedIn = (text: string) => namedIn(text, 'user')
/** People who are named below each emoji of a comment; of the others there is their number. */
export const REACTORS_NAMED = 10
export const LABELS_MAX = 20
export const ASSIGNEES_MAX = 20
export const PAGE_MAX = 100
/** A search for tasks finds at most as many. */
export const FOUND_MAX = 20
/** Points or hours of a task, in steps of a quarter. */
export const ESTIMATE_MAX = 1000
export const ESTIMATE_STEP = 0.25
/** Tasks that one act changes. */
export const MANY_MAX = 1000
/** Tasks that one act makes. */
export const NEW_TASKS_MAX = 100
/** For so long an act can be undone. */
export const UNDO_DAYS = 30
export const COMMENT_PAGE = 50
/** Of a filter as it is sent; the language itself ends at 2,000 and says where. */
export const FILTER_MAX = 20_000
export const STATUSES_MAX = 30
/** The most tasks that a status can be meant to hold; a column counts to 1,000. */
export const WIP_LIMIT_MAX = 999
/** Parts of one task, those in the trash too. */
export const SUBTASKS_MAX = 200
/** Of one task, in both directions. */
export const RELATIONS_MAX = 100
/** Levels of tasks below one that is part of none. */
export const SUBTASK_LEVELS_MAX = 5
/** Tasks that one act completes. */
export const COMPLETED_AT_ONCE = 1000
/** Of a workspace, archived ones too. */
export const PROJECTS_MAX = 500
/** Projects in which one team has a role: each of its people has one in all of them, and what becomes of the team changes all of
 *  these, at most 2,000, in one transaction. */
export const TEAM_PROJECTS_MAX = 20
/** People who have a role on one task alone. */
export const TASK_GRANTS_MAX = 20
/** Tasks of a workspace on which one person has a role alone. */
export const PERSON_TASKS_MAX = 100
/** Of a project; a task has at most `LABELS_MAX`. */
export const PROJECT_LABELS_MAX = 500
/** Of a project. */
export const WEBHOOKS_MAX = 20
/** Of all projects of a workspace. */
export const WORKSPACE_WEBHOOKS_MAX = 200
export const WEBHOOK_URL_MAX = 2048
/** What becomes of tasks beyond the limit of a status: they are only shown to be too many, or refused. */
export const overLimits = ['show', 'refuse'] as const
/** Events that a webhook can be told of, in the order in which they are shown. */
export const webhookTypes = [
  ...(['task.created', 'task.updated', 'task.moved', 'task.closed', 'task.reopened'] as const),
  ...(['task.trashed', 'task.restored', 'task.purged', 'task.moved_in', 'task.moved_out'] as const),
  ...(['comment.created', 'comment.edited', 'comment.deleted'] as const),
  ...(['comment.made_public', 'comment.made_internal'] as const),
  ...(['relation.created', 'relation.deleted'] as const),
  ...(['file.ready', 'file.changed', 'file.trashed', 'file.restored'] as const),
  ...(['status.created', 'status.updated', 'status.deleted', 'statuses.ordered'] as const),
  ...(['label.created', 'label.updated', 'label.deleted'] as const),
  ...(['project.updated', 'project.archived', 'project.unarchived'] as const),
  ...(['project_member.added', 'project_member.role_changed', 'project_member.removed'] as const),
] as const
