import type { TaskEventType } from '../../../../task-service/events.ts'
import type { activity } from '../../messages/en/activity.ts'

export interface ToldEvent {
  readonly type: TaskEventType
  readonly changes: Readonly<Record<string, unknown>>
  readonly actorId: string | null
  readonly taskKey: string | null
  readonly projectName: string | null
  /** The API token by which it was done. */
  readonly tokenName?: string | null
  /** The bot that did it for the actor. Missing in answers of the release before. */
  readonly bot?: { readonly name: string } | null
}

interface Named {
  readonly id: string
  readonly name: string
}

interface Place {
  readonly statuses: readonly Named[]
  readonly labels: readonly Named[]
}

type Words = typeof activity
type NameOf = (id: string | null) => string

/** One line of the log as a sentence, and the API token by which it was done. What a bot did is told of the bot, and then for
 *  whom it did it. */
export function eventWords(words: Words, event: ToldEvent, nameOf: NameOf, project?: Place) {
  const { bot, tokenName } = event
  const owner = nameOf(event.actorId)
  const said = sentence(words, event, { who: bot?.name ?? owner, nameOf, project })
  if (bot) return `${words.ofBot(said, bot.name)} · ${words.forOwner(owner)}`
  return tokenName ? `${said} · ${words.viaToken(tokenName)}` : said
}

/** The team by which somebody came into the project of an event, went, or has another role there; or the one whose role it is. */
export function teamIdOf({ type, changes }: Pick<ToldEvent, 'type' | 'changes'>) {
  if (!/^project_(member|team)\./.test(type) || !Array.isArray(changes.teamId)) return undefined
  const [before, after]: unknown[] = changes.teamId
  const id = after ?? before
  return typeof id === 'string' ? id : undefined
}

interface Told {
  readonly who: string
  readonly nameOf: NameOf
  readonly project: Place | undefined
}

function sentence({ events }: Words, event: ToldEvent, { who, nameOf, project }: Told): string {
  const key = event.taskKey ?? ''
  const place = event.projectName ?? ''
  if (event.type.startsWith('file.') && fileName(event) === '') return events.ofPurged(who)
  switch (event.type) {
    case 'task.created':
      return events.created(who, key)
    case 'task.updated':
      return updateWords(events, event, who)
    case 'task.moved':
      return isOrder(event)
        ? events.ordered(who, key)
        : events.moved(who, key, targetName(event, project))
    case 'task.closed':
      return lastOf(event.changes.group) === 'cancelled'
        ? events.cancelled(who, key)
        : events.closed(who, key)
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
      return events.commented(who, key)
    case 'comment.edited':
      return events.commentEdited(who, key)
    case 'comment.deleted':
      return events.commentDeleted(who, key)
    case 'comment.made_public':
      return events.commentPublic(who, key)
    case 'comment.made_internal':
      return events.commentInternal(who, key)
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
      return events.projectCreated(who, place)
    case 'project.updated':
      return events.projectChanged(who, place)
    case 'project.archived':
      return events.projectArchived(who, place)
    case 'project.unarchived':
      return events.projectReopened(who, place)
    case 'project_member.added':
      return events.memberAdded(who, nameOf(memberOf(event)), place)
    case 'project_member.role_changed':
      return events.roleChanged(who, nameOf(memberOf(event)), place)
    case 'project_member.removed':
      return events.memberRemoved(who, nameOf(memberOf(event)), place)
    case 'project_team.added':
    case 'project_team.role_changed':
    case 'project_team.removed':
      return events.teamsChanged(who, place)
    case 'workspace_member.added':
      return events.joined(nameOf(memberOf(event)))
    case 'workspace_member.removed':
      return events.left(nameOf(memberOf(event)))
    case 'workspace_member.role_changed':
      return events.member(nameOf(memberOf(event)))
    case 'status.created':
      return events.statusCreated(who, namedAs(event, project?.statuses), place)
    case 'status.updated':
      return events.statusChanged(who, namedAs(event, project?.statuses), place)
    case 'status.deleted':
      return events.statusDeleted(who, place)
    case 'statuses.ordered':
      return events.statusesOrdered(who, place)
    case 'label.created':
      return events.labelCreated(who, namedAs(event, project?.labels), place)
    case 'label.updated':
      return events.labelChanged(who, namedAs(event, project?.labels), place)
    case 'label.deleted':
      return events.labelDeleted(who, place)
    case 'task_grant.added':
    case 'task_grant.role_changed':
    case 'task_grant.removed':
    case 'watcher.added':
    case 'watcher.removed':
    case 'reaction.added':
    case 'reaction.removed':
    case 'webhook.created':
    case 'webhook.updated':
    case 'webhook.deleted':
    case 'view.created':
    case 'view.updated':
    case 'view.deleted':
    case 'workspace.deleted':
    case 'workspace_member.suspended':
    case 'workspace_member.resumed':
    case 'ranks.renewed':
      return events.other(who)
    default:
      // Of a server of a later release.
      event.type satisfies never
      return events.other(who)
  }
}

function updateWords(
  { changed, archived, unarchived }: Words['events'],
  { changes, taskKey }: ToldEvent,
  who: string,
) {
  const key = taskKey ?? ''
  if (Object.keys(changes).join() !== 'archivedAt') return changed(who, key)
  const [, after] = Array.isArray(changes.archivedAt) ? changes.archivedAt : []
  return after ? archived(who, key) : unarchived(who, key)
}

/** Another place in the same column. */
function isOrder({ changes }: ToldEvent) {
  const [before, after] = Array.isArray(changes.statusId) ? changes.statusId : []
  return before === after
}

/** A status or a label as it was called then, else as it is now. */
const namedAs = ({ changes }: ToldEvent, all: readonly Named[] = []) =>
  String(lastOf(changes.name) ?? all.find(({ id }) => id === lastOf(changes.id))?.name ?? '')

function targetName({ changes }: ToldEvent, project: Place | undefined) {
  const target = Array.isArray(changes.statusId) ? changes.statusId[1] : undefined
  return project?.statuses.find(({ id }) => id === target)?.name ?? ''
}

/** The later of [before, after], or the one there is. */
function lastOf(pair: unknown): unknown {
  return Array.isArray(pair) ? (pair[1] ?? pair[0]) : undefined
}

/** Of a task that came from another project, before and after. */
const keysOf = ({ changes }: ToldEvent): [string, string] => {
  const [before, after] = Array.isArray(changes.key) ? changes.key : []
  return [String(before), String(after)]
}

const fileName = ({ changes }: ToldEvent) => String(lastOf(changes.name) ?? '')

/** Whom it is about, whoever did it. */
const memberOf = ({ changes }: ToldEvent) => String(lastOf(changes.userId) ?? '')

const leaverOf = ({ changes }: ToldEvent) =>
  Array.isArray(changes.userId) ? String(changes.userId[0]) : null
