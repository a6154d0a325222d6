import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import { projectKeyOf } from '../task.ts'
import { fieldName, type Known, namesOf, valueWords } from './field-values.ts'
import { historyWords } from './history-words.ts'

export type Act = Outputs['task']['actions']['list']['items'][number]

/** A sentence, and the part of it that names what was changed. */
export interface ActWords {
  readonly text: string
  readonly what: string
}

/** What I did, as a sentence. */
export function actWords(act: Act, known: Known): ActWords {
  const what = whatOf(act)
  return { what, text: sentenceOf(act, what, known) }
}

function whatOf({ type, tasks, taskKey, taskTitle, changes, projectName }: Act) {
  if (type.startsWith('file.')) return String(lastOf(changes.name) || historyWords().nothing)
  if (tasks > 1) return m.tasks.count(tasks)
  if (tasks === 1) return [taskKey, taskTitle].filter(Boolean).join(' ')
  return projectName
}

function sentenceOf(act: Act, what: string, known: Known): string {
  const { acts } = historyWords()
  if (act.differing) return acts.changed(what, act.differing.map(fieldName).join(', '))
  switch (act.type) {
    case 'task.created':
      return acts.created(what)
    case 'task.updated':
      return updateWords(act, what, known)
    case 'task.moved':
    case 'task.closed':
    case 'task.reopened':
      return moveWords(act, what, known)
    case 'task.trashed':
      return acts.trashed(what)
    case 'task.restored':
      return acts.restored(what)
    case 'task.moved_out':
    case 'task.moved_in':
      return acts.relocated(what, projectKeyOf(String(lastOf(act.changes.key))))
    case 'task.purged':
      return acts.purged(what)
    case 'relation.created':
    case 'relation.deleted':
      return acts.related(what)
    case 'watcher.added':
      return acts.watched(what)
    case 'watcher.removed':
      return acts.unwatched(what)
    case 'comment.created':
      return acts.commented(what)
    case 'comment.edited':
      return acts.commentEdited(what)
    case 'comment.deleted':
      return acts.commentDeleted(what)
    case 'comment.made_public':
      return acts.commentPublic(what)
    case 'comment.made_internal':
      return acts.commentInternal(what)
    case 'file.ready':
      return acts.fileAdded(what)
    case 'file.changed':
      return acts.fileChanged(what)
    case 'file.trashed':
      return acts.fileTrashed(what)
    case 'file.restored':
      return acts.fileRestored(what)
    case 'project.created':
      return acts.founded(what)
    case 'project.archived':
      return acts.archived(what)
    case 'project.unarchived':
      return acts.unarchived(what)
    case 'project_member.added':
    case 'project_member.role_changed':
    case 'project_member.removed':
    case 'project_team.added':
    case 'project_team.role_changed':
    case 'project_team.removed':
    case 'project.inherited':
      return acts.people(what)
    case 'status.created':
    case 'status.updated':
    case 'status.deleted':
    case 'statuses.ordered':
      return acts.workflow(what)
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
      return acts.labels(what)
    case 'project.updated':
    case 'task_grant.added':
    case 'task_grant.role_changed':
    case 'task_grant.removed':
    case 'webhook.created':
    case 'webhook.updated':
    case 'webhook.deleted':
    case 'view.created':
    case 'view.updated':
    case 'view.deleted':
    case 'ranks.renewed':
    case 'reaction.added':
    case 'reaction.removed':
    case 'workspace_member.added':
    case 'workspace_member.role_changed':
    case 'workspace_member.removed':
    case 'workspace_member.suspended':
    case 'workspace_member.resumed':
    case 'workspace.deleted':
      return acts.project(what)
    default:
      // Of a server of a later release.
      act.type satisfies never
      return acts.changed(what, '')
  }
}

function moveWords({ type, changes }: Act, what: string, known: Known) {
  const { acts } = historyWords()
  if (type === 'task.closed')
    return lastOf(changes.group) === 'cancelled' ? acts.cancelled(what) : acts.completed(what)
  const [before, after] = sidesOf(changes.statusId)
  if (before === after) return acts.ordered(what)
  const to = valueWords('statusId', after, known)
  if (to) return acts.moved(what, to)
  return type === 'task.reopened'
    ? acts.reopened(what)
    : acts.changed(what, m.tasks.fields.statusId)
}

function updateWords({ changes }: Act, what: string, known: Known) {
  const { acts } = historyWords()
  // The time that stayed is told with another day only.
  const fields = Object.keys(changes).filter(
    (each) => !/^(start|due)Time$/.test(each) || isChanged(changes[each]),
  )
  const [field = ''] = fields
  if (fields.length !== 1) return acts.changed(what, fields.map(fieldName).join(', '))
  const [before, after] = sidesOf(changes[field])
  if (field === 'archivedAt') return after ? acts.archivedTask(what) : acts.unarchivedTask(what)
  const name = fieldName(field)
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((id) => !before.includes(id)).map(String)
    const removed = before.filter((id) => !after.includes(id)).map(String)
    const names = namesOf(field, added.length > 0 ? added : removed, known)
    if (!names || (added.length > 0 && removed.length > 0)) return acts.changed(what, name)
    return added.length > 0 ? acts.added(what, name, names) : acts.removed(what, name, names)
  }
  if (after === null || after === '') return acts.cleared(what, name)
  const value = field === 'title' ? undefined : valueWords(field, after, known)
  return value ? acts.set(what, name, value) : acts.changed(what, name)
}

const isChanged = (pair: unknown) => sidesOf(pair)[0] !== sidesOf(pair)[1]
const sidesOf = (pair: unknown): unknown[] => (Array.isArray(pair) ? pair : [])
const lastOf = (pair: unknown): unknown => sidesOf(pair).findLast((side) => side !== null)
