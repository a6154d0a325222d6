import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import type { Project } from '../task.ts'

type Event = Outputs['task']['activity']['list']['items'][number]

/** One line of the log as a sentence. */
export function eventWords(
  event: Event,
  nameOf: (id: string | null) => string,
  project: Project | undefined,
): string {
  const who = nameOf(event.actorId)
  const { events } = m.home
  const key = event.taskKey ?? ''
  const [object, verb] = event.type.split('.')
  if (object === 'comment') return events.commented(who, key)
  if (object === 'file') return fileWords(event, who)
  if (object?.startsWith('project')) return events.project(who)
  if (object === 'workspace_member') return memberWords(event, nameOf)
  if (verb === 'created') return events.created(who, key)
  if (verb === 'closed') return events.closed(who, key)
  if (verb === 'reopened') return events.reopened(who, key)
  if (verb === 'trashed') return events.trashed(who, key)
  if (verb === 'restored') return events.restored(who, key)
  if (verb === 'moved') return events.moved(who, key, targetName(event, project))
  return object === 'task' ? events.changed(who, key) : events.other(who)
}

function targetName({ changes }: Event, project: Project | undefined) {
  const target = Array.isArray(changes.statusId) ? changes.statusId[1] : undefined
  return project?.statuses.find(({ id }) => id === target)?.name ?? ''
}

function fileWords({ type, changes }: Event, who: string) {
  const names = Array.isArray(changes.name) ? changes.name : []
  const name = String(names[1] ?? names[0] ?? '')
  if (type.endsWith('.ready')) return m.home.events.fileAdded(who, name)
  if (type.endsWith('.trashed')) return m.home.events.fileTrashed(who, name)
  return type.endsWith('.restored')
    ? m.home.events.fileRestored(who, name)
    : m.home.events.fileChanged(who, name)
}

/** About the member, whoever did it. */
function memberWords({ type, changes }: Event, nameOf: (id: string | null) => string) {
  const ids = Array.isArray(changes.userId) ? changes.userId : []
  const person = nameOf(String(ids[1] ?? ids[0]))
  if (type.endsWith('.added')) return m.home.events.joined(person)
  return type.endsWith('.removed') ? m.home.events.left(person) : m.home.events.member(person)
}
