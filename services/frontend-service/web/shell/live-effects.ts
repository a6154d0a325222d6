import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { knownMe } from '../account/session.ts'
import type { LiveEvent } from '../live-stream.ts'
import { m } from '../messages.ts'
import { isLeaving, leave } from '../query-client.ts'
import { followBoards } from '../tasks/cache/live-boards.ts'
import { announce } from '../ui/announcer.tsx'
import { loseProject } from './lost-project.ts'

/** Events that come within this time are answered together. */
const GATHER_MS = 120
/** Figures follow the log by a moment. */
const FIGURES_MS = 2500

/** Collects events and asks again for what they touch, never while an own change is under way. */
export function gather(queryClient: QueryClient) {
  let events: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let figures: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    if (queryClient.isMutating() > 0) {
      timer = setTimeout(flush, GATHER_MS)
      return
    }
    timer = undefined
    if (isLeaving) return
    const taken = events
    events = []
    apply(queryClient, taken)
    clearTimeout(figures)
    figures = setTimeout(() => isLeaving || void refresh(queryClient, isFigure), FIGURES_MS)
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

/** The oldest sequence number among the lists in the cache: what happened after it is news to this tab. */
export function shownSeq(queryClient: QueryClient) {
  const seqs = queryClient
    .getQueryCache()
    .getAll()
    .map(({ state }) => seqOf(state.data))
    .filter((seq) => seq !== undefined)
  return seqs.length > 0 ? Math.min(...seqs) : undefined
}

function seqOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if ('seq' in data && typeof data.seq === 'number') return data.seq
  if ('pages' in data && Array.isArray(data.pages)) return seqOf(data.pages[0])
  return 'tasks' in data ? seqOf(data.tasks) : undefined
}

function apply(queryClient: QueryClient, events: LiveEvent[]) {
  if (events.some(({ type }) => type === 'resync')) {
    void refresh(queryClient, (key) => pathOf(key) !== 'gateway.session.who')
    return
  }
  const lost = events.filter(({ type }) => type === 'gone').map(({ projectId }) => projectId)
  // The workspace was taken away: nothing of it may stay.
  if (lost.some((projectId) => !projectId)) return leave('/')
  for (const projectId of lost) if (projectId) loseProject(queryClient, projectId)
  const projects = new Set(events.map(({ projectId }) => projectId))
  const tasks = new Set(events.map(({ taskId }) => taskId))
  followBoards(queryClient, events)
  void refresh(queryClient, (key, data) => isTouched(key, data, { projects, tasks, events }))
  speak(events)
}

const refresh = (queryClient: QueryClient, isMeant: (key: QueryKey, data: unknown) => boolean) =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => isMeant(queryKey, state.data),
  })

interface Touched {
  projects: Set<string | null | undefined>
  tasks: Set<string | null | undefined>
  events: LiveEvent[]
}

const whole = ['task.mine.get', 'gateway.home.get', 'task.activity.list', 'task.projects.list']

function isTouched(key: QueryKey, data: unknown, { projects, tasks, events }: Touched) {
  const path = pathOf(key)
  const input = inputOf(key)
  if (whole.includes(path)) return true
  if (path.startsWith('file.') || path === 'task.members.list') return projects.has(input.projectId)
  if (path === 'task.comments.list') return tasks.has(input.taskId)
  if (path === 'task.tasks.get')
    return tasks.has(idOf(data)) || events.some(({ type }) => type.startsWith('project'))
  if (path === 'task.projects.get')
    return events.some(({ type }) => /^(project|status|label)/.test(type))
  if (path === 'user.members.list') return events.some(({ type }) => type.includes('member'))
  return false
}

const isFigure = (key: QueryKey) => pathOf(key) === 'analytics.dashboard.get'

const pathOf = ([path]: QueryKey) => (Array.isArray(path) ? path.join('.') : '')

function inputOf([, options]: QueryKey): { projectId?: string; taskId?: string } {
  if (typeof options !== 'object' || options === null || !('input' in options)) return {}
  const { input } = options
  return typeof input === 'object' && input !== null ? input : {}
}

const idOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : undefined

/** Tells listeners about what others did; one's own moves were spoken when they happened. */
function speak(events: LiveEvent[]) {
  const me = knownMe()
  const others = new Set(
    events.filter(({ actorId, taskId }) => taskId && actorId !== me).map(({ taskId }) => taskId),
  )
  if (others.size > 0) announce(m.tasks.changedCount(others.size))
}
