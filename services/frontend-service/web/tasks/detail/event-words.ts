import { activity as en } from '../../messages/en/activity.ts'
import { activity as ko } from '../../messages/ko/activity.ts'
import { inLanguage, m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import type { Project } from '../task.ts'

type Event = Outputs['task']['activity']['list']['items'][number]

/** One line of the log as a sentence, and the API token by which it was done. */
export function eventWords(...[event, nameOf, project]: Parameters<typeof sentence>): string {
  const said = sentence(event, nameOf, project)
  return event.tokenName ? `${said} · ${activityWords().viaToken(event.tokenName)}` : said
}

const activityWords = inLanguage({ ko, en })

function sentence(
  event: Event,
  nameOf: (id: string | null) => string,
  project: Project | undefined,
): string {
  const who = nameOf(event.actorId)
  const { events } = m.home
  const key = event.taskKey ?? ''
  if (event.type.startsWith('file.') && fileName(event) === '') return events.ofPurged(who)
  switch (event.type) {
    case 'task.created':
      return events.created(who, key)
    case 'task.updated':
      return events.changed(who, key)
    case 'task.moved':
      return events.moved(who, key, targetName(event, project))
    case 'task.closed':
      return events.closed(who, key)
    case 'task.reopened':
      return events.reopened(who, key)
    case 'task.trashed':
      return events.trashed(who, key)
    case 'task.restored':
      return events.restored(who, key)
    case 'task.moved_out':
      return events.movedOut(who, String(lastOf(event.changes.key)))
    case 'task.moved_in':
      return events.moved(who, ...keysOf(event))
    case 'task.purged':
      return event.actorId ? events.purged(who, key) : events.expired(key)
    case 'relation.created':
    case 'relation.deleted':
      return events.related(who, key)
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
      return events.commented(who, key)
    case 'file.ready':
      return events.fileAdded(who, fileName(event))
    case 'file.changed':
      return events.fileChanged(who, fileName(event))
    case 'file.trashed':
      return events.fileTrashed(who, fileName(event))
    case 'file.restored':
      return events.fileRestored(who, fileName(event))
    case 'project.inherited':
      return events.inherited(nameOf(memberOf(event)), nameOf(leaverOf(event)))
    case 'project.created':
    case 'project.updated':
    case 'project.archived':
    case 'project.unarchived':
    case 'project_member.added':
    case 'project_member.role_changed':
    case 'project_member.removed':
      return events.project(who)
    case 'workspace_member.added':
      return events.joined(nameOf(memberOf(event)))
    case 'workspace_member.removed':
      return events.left(nameOf(memberOf(event)))
    case 'workspace_member.role_changed':
      return events.member(nameOf(memberOf(event)))
    case 'status.created':
    case 'status.updated':
    case 'status.deleted':
    case 'statuses.ordered':
      return events.workflow(who)
    case 'watcher.added':
    case 'watcher.removed':
    case 'reaction.added':
    case 'reaction.removed':
    case 'view.created':
    case 'view.updated':
    case 'view.deleted':
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'workspace.deleted':
    case 'ranks.renewed':
      return events.other(who)
    default:
      // Of a server of a later release.
      event.type satisfies never
      return events.other(who)
  }
}

function targetName({ changes }: Event, project: Project | undefined) {
  const target = Array.isArray(changes.statusId) ? changes.statusId[1] : undefined
  return project?.statuses.find(({ id }) => id === target)?.name ?? ''
}

/** The later of [before, after], or the one there is. */
function lastOf(pair: unknown): unknown {
  return Array.isArray(pair) ? (pair[1] ?? pair[0]) : undefined
}

/** Of a task that came from another project, before and after. */
const keysOf = ({ changes }: Event): [string, string] => {
  const [before, after] = Array.isArray(changes.key) ? changes.key : []
  return [String(before), String(after)]
}

const fileName = ({ changes }: Event) => String(lastOf(changes.name) ?? '')

/** Whom it is about, whoever did it. */
const memberOf = ({ changes }: Event) => String(lastOf(changes.userId) ?? '')

const leaverOf = ({ changes }: Event) =>
  Array.isArray(changes.userId) ? String(changes.userId[0]) : null
