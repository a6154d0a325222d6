import { activity as en } from '../../services/frontend-service/web/messages/en/activity.ts'
import { activity as ko } from '../../services/frontend-service/web/messages/ko/activity.ts'
import type { TaskEventType } from '../../services/task-service/events.ts'
import type { Language } from './words.ts'

interface Event {
  readonly type: TaskEventType
  readonly changes: Readonly<Record<string, unknown>>
  readonly taskKey: string | null
  readonly projectName: string | null
  /** Who did it, by name. */
  readonly who: string
}

/** A line of the log as a sentence, in the words of the web app. */
export function eventWords(
  language: Language,
  { type, changes, taskKey, projectName, who }: Event,
) {
  const { events } = language === 'ko' ? ko : en
  const key = taskKey ?? ''
  const place = projectName ?? ''
  const last = (field: string) => {
    const change = changes[field]
    return Array.isArray(change) && typeof change[1] === 'string' ? change[1] : ''
  }
  switch (type) {
    case 'task.created':
      return events.created(who, key)
    case 'task.updated':
      return events.changed(who, key)
    case 'task.moved':
      return events.moved(who, key, '')
    case 'task.closed':
      return last('group') === 'cancelled' ? events.cancelled(who, key) : events.closed(who, key)
    case 'task.reopened':
      return events.reopened(who, key)
    case 'task.trashed':
      return events.trashed(who, key)
    case 'task.restored':
      return events.restored(who, key)
    case 'task.moved_in':
    case 'task.moved_out':
      return events.movedOut(who, key)
    case 'task.purged':
      return events.purged(who, key)
    case 'relation.created':
    case 'relation.deleted':
      return events.related(who, key)
    case 'comment.created':
      return events.commented(who, key)
    case 'comment.edited':
      return events.commentEdited(who, key)
    case 'comment.deleted':
      return events.commentDeleted(who, key)
    case 'file.ready':
      return events.fileAdded(who, last('name'))
    case 'file.changed':
      return events.fileChanged(who, last('name'))
    case 'project.created':
      return events.projectCreated(who, place)
    case 'project.updated':
      return events.projectChanged(who, place)
    case 'project.archived':
      return events.projectArchived(who, place)
    case 'project.unarchived':
      return events.projectReopened(who, place)
    case 'status.created':
      return events.statusCreated(who, last('name'), place)
    case 'status.deleted':
      return events.statusDeleted(who, place)
    case 'statuses.ordered':
      return events.statusesOrdered(who, place)
    case 'label.created':
      return events.labelCreated(who, last('name'), place)
    case 'label.deleted':
      return events.labelDeleted(who, place)
    default:
      return `${events.other(who)}${key || place ? ` · ${key || place}` : ''}`
  }
}
