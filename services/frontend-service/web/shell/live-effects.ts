import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { knownMe } from '../account/session.ts'
import type { LiveEvent } from '../live-stream.ts'
import { m } from '../messages.ts'
import { isLeaving, leave } from '../query-client.ts'
import { refresh } from '../refresh.ts'
import { followBoards } from '../tasks/cache/live-boards.ts'
import { announce } from '../ui/announcer.tsx'
import { loseProject } from './lost-project.ts'

/** Events that come within this time are answered together. */
const GATHER_MS = 120
/** Figures follow the log by a moment. */
const FIGURES_MS = 2500

/** Collects events and asks again for what they touch. */
export function gather(queryClient: QueryClient) {
  let events: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let figures: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    timer = undefined
    if (isLeaving) return
    const taken = events
    events = []
    apply(queryClient, taken)
    clearTimeout(figures)
    figures = setTimeout(() => {
      if (!isLeaving) void refresh(queryClient, isFigure)
    }, FIGURES_MS)
  }

  return {
    add: (event: LiveEvent) => {
      events.push(event)
      timer ??= setTimeout(flush, GATHER_MS)
    },
    stop: () => {
      clearTimeout(timer)
      clearTimeout(figures)
    },
  }
}

/** Where the stream begins: after the oldest list in the cache. What was read before that list, and does not tell after
 *  which event, is read once more. */
export function beginAfter(queryClient: QueryClient) {
  const queries = queryClient.getQueryCache().getAll()
  const [oldest] = queries
    .flatMap(({ state }) => {
      const seq = seqOf(state.data)
      return seq === undefined ? [] : [{ seq, at: state.dataUpdatedAt }]
    })
    .sort((one, other) => one.seq - other.seq)
  if (oldest)
    void refresh(
      queryClient,
      ({ queryKey, state }) =>
        state.dataUpdatedAt < oldest.at && !isSession(queryKey) && seqOf(state.data) === undefined,
    )
  return oldest?.seq
}

function seqOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if ('seq' in data && typeof data.seq === 'number') return data.seq
  if ('pages' in data && Array.isArray(data.pages)) return seqOf(data.pages[0])
  return 'tasks' in data ? seqOf(data.tasks) : undefined
}

function apply(queryClient: QueryClient, events: LiveEvent[]) {
  if (events.some(({ type }) => type === 'resync')) {
    void refresh(queryClient, ({ queryKey }) => !isSession(queryKey))
    return
  }
  const lost = events.filter(({ type }) => type === 'gone').map(({ projectId }) => projectId)
  // The workspace was taken away: nothing of it may stay.
  if (lost.some((projectId) => !projectId)) return leave('/')
  for (const projectId of lost) if (projectId) loseProject(queryClient, projectId)
  const projects = new Set(events.map(({ projectId }) => projectId))
  const tasks = new Set(events.map(({ taskId }) => taskId))
  const changes = events.filter(({ type }) => topicOf(type) !== 'talk')
  followBoards(queryClient, changes)
  const isShared = events.some(({ type }) => type === 'shared')
  // It may have been taken back: what an earlier search found is not shown while it is asked again.
  if (isShared) queryClient.removeQueries({ type: 'inactive', predicate: isSearch })
  const touched = { projects, tasks, events: changes, isShared }
  void refresh(queryClient, (query) => isTouched(query, touched))
  speak(changes)
}

interface Touched {
  projects: Set<string | null | undefined>
  tasks: Set<string | null | undefined>
  /** Without those that change comments alone. */
  events: LiveEvent[]
  /** Whether there is something new about a task that the reader has alone: what it is nobody tells them. */
  isShared: boolean
}

const sharedPaths =
  /^task\.sharedTasks\.|^task\.search\.|^file\.files\.ofTask$|^gateway\.people\.companions$/
const isSearch = ({ queryKey }: Query) => pathOf(queryKey) === 'task.search.find'
const whole = ['task.mine.get', 'gateway.home.get', 'task.activity.list', 'task.projects.list']

function isTouched({ queryKey, state }: Query, { projects, tasks, events, isShared }: Touched) {
  const path = pathOf(queryKey)
  const input = inputOf(queryKey)
  if (path === 'task.comments.list') return tasks.has(input.taskId)
  if (isShared && sharedPaths.test(path)) return true
  if (events.length === 0) return false
  if (whole.includes(path)) return true
  // A team may have been made or renamed before it was given a role.
  if (path.startsWith('user.teams.'))
    return events.some(({ type }) => type.startsWith('project_team.'))
  if (path.startsWith('file.') || path === 'task.members.list' || path === 'task.projectTeams.list')
    return projects.has(input.projectId)
  if (path === 'task.tasks.trashed' || path === 'task.tasks.matching')
    return projects.has(input.projectId)
  // Statuses and labels are named in them.
  if (path.startsWith('task.readers.') || path === 'task.taskGrants.list')
    return events.some(({ type }) => /project|access|people/.test(topicOf(type)))
  if (path === 'task.views.list')
    return (
      projects.has(input.projectId) &&
      events.some(({ type }) => /views|settings/.test(topicOf(type)))
    )
  if (path === 'task.webhooks.list')
    return projects.has(input.projectId) && events.some(({ type }) => topicOf(type) === 'webhooks')
  // What undoing would leave alone is up to everybody.
  if (path.startsWith('task.actions.'))
    return path !== 'task.actions.list' || events.some(({ actorId }) => actorId === knownMe())
  if (path === 'task.watchers.list') return tasks.has(input.taskId)
  // They hang together by other tasks.
  if (path === 'task.relations.list' || path === 'task.tasks.subtasks')
    return events.some(({ taskId }) => taskId)
  if (path === 'task.tasks.get')
    // What is on its way for the first time may be any task.
    return (
      state.data === undefined ||
      tasks.has(idOf(state.data)) ||
      ancestorsOf(state.data).some((id) => tasks.has(id)) ||
      events.some(({ type }) => /project|access/.test(topicOf(type)))
    )
  if (path === 'task.projects.get')
    return events.some(({ type }) => /project|settings|access/.test(topicOf(type)))
  if (path === 'gateway.people.companions') return true
  if (path === 'user.members.list' || path === 'user.members.deleted')
    return events.some(({ type }) => /people|access/.test(topicOf(type)))
  return false
}

/** What an event changes beside the task that it names. */
function topicOf(news: LiveEvent['type']) {
  switch (news) {
    case 'project.created':
    case 'project.updated':
    case 'project.archived':
    case 'project.unarchived':
      return 'project'
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'status.created':
    case 'status.updated':
    case 'status.deleted':
    case 'statuses.ordered':
      return 'settings'
    case 'webhook.created':
    case 'webhook.updated':
    case 'webhook.deleted':
      return 'webhooks'
    case 'view.created':
    case 'view.updated':
    case 'view.deleted':
      return 'views'
    case 'project.inherited':
    case 'project_member.added':
    case 'project_member.role_changed':
    case 'project_member.removed':
    case 'project_team.added':
    case 'project_team.role_changed':
    case 'project_team.removed':
    case 'task_grant.added':
    case 'task_grant.role_changed':
    case 'task_grant.removed':
      return 'access'
    case 'workspace_member.added':
    case 'workspace_member.role_changed':
    case 'workspace_member.removed':
    case 'workspace_member.suspended':
    case 'workspace_member.resumed':
      return 'people'
    case 'reaction.added':
    case 'reaction.removed':
    case 'shared':
      return 'talk'
    case 'task.created':
    case 'task.updated':
    case 'task.moved':
    case 'task.closed':
    case 'task.reopened':
    case 'task.trashed':
    case 'task.restored':
    case 'task.moved_out':
    case 'task.moved_in':
    case 'task.purged':
    case 'relation.created':
    case 'relation.deleted':
    case 'watcher.added':
    case 'watcher.removed':
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
    case 'comment.made_public':
    case 'comment.made_internal':
    case 'file.ready':
    case 'file.changed':
    case 'file.trashed':
    case 'file.restored':
    case 'workspace.deleted':
    case 'ranks.renewed':
    case 'resync':
    case 'gone':
      return 'tasks'
    default: {
      // Of a server of a later release: everything that it might be about is read again.
      news satisfies never
      return 'project, settings, access, people, views'
    }
  }
}

const isSession = (key: QueryKey) => pathOf(key) === 'gateway.session.who'
const isFigure = ({ queryKey }: Query) => pathOf(queryKey) === 'analytics.dashboard.get'

const pathOf = ([path]: QueryKey) => (Array.isArray(path) ? path.join('.') : '')

function inputOf([, options]: QueryKey): { projectId?: string; taskId?: string } {
  if (typeof options !== 'object' || options === null || !('input' in options)) return {}
  const { input } = options
  return typeof input === 'object' && input !== null ? input : {}
}

const idOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : undefined

/** What a task is part of. */
const ancestorsOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'ancestors' in data && Array.isArray(data.ancestors)
    ? data.ancestors.map(idOf)
    : []

/** Tells listeners about what others did; one's own moves were spoken when they happened. */
function speak(events: LiveEvent[]) {
  const me = knownMe()
  const others = new Set(
    events.filter(({ actorId, taskId }) => taskId && actorId !== me).map(({ taskId }) => taskId),
  )
  if (others.size > 0) announce(m.tasks.changedCount(others.size))
}
