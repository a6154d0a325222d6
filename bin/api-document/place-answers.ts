import { z } from 'zod'
import { groups as figureGroups } from '../../services/analytics-service/contract.ts'
import { categories } from '../../services/file-service/contract.ts'
import {
  color,
  estimateUnits,
  group,
  groupings,
  role,
  visibilities,
} from '../../services/task-service/contract.ts'
import { overLimits } from '../../services/task-service/limits.ts'
import { laneKinds } from '../../services/task-service/views/view-input.ts'
import {
  densities,
  locales,
  themes,
  role as workspaceRole,
} from '../../services/user-service/contract.ts'
import { effects, readersPage } from './readers-answer.ts'
import { bot, id, maybe, time } from './values.ts'

const member = z
  .object({
    ...{ userId: id, role: workspaceRole, joinedAt: time },
    ...{ name: z.string(), email: z.string(), disabledAt: maybe(time) },
  })
  .meta({ id: 'WorkspaceMember' })

const team = z.object({ id, name: z.string(), createdAt: time })
const teamRole = role.exclude(['owner'])

const auditPerson = maybe(z.object({ id, name: maybe(z.string()) }))
const auditEntry = z
  .object({
    ...{ seq: z.int(), at: time, kind: z.string(), event: z.string(), via: z.string() },
    ...{ actor: auditPerson, subject: auditPerson, address: z.string(), device: z.string() },
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    texts: z.record(z.string(), z.string()),
    ...{ isErased: z.boolean(), hash: z.string() },
  })
  .meta({ id: 'AuditEntry' })
const faults = ['removed', 'not_linked', 'changed', 'detail_changed', 'beyond_end'] as const

const label = z.object({ id, name: z.string(), color }).meta({ id: 'Label' })
const status = z
  .object({
    ...{ id, name: z.string(), group, rank: z.int(), wipLimit: maybe(z.int()) },
  })
  .meta({ id: 'Status' })

const shown = z.object({
  ...{ id, workspaceId: id, key: z.string(), name: z.string(), color },
  ...{
    description: z.string(),
    visibility: z.enum(visibilities),
    openRole: role,
    estimateUnit: z.enum(estimateUnits),
    overLimit: z.enum(overLimits),
  },
  ...{ archivedAt: maybe(time), statuses: z.array(status), labels: z.array(label) },
})
const project = shown.meta({ id: 'Project' })

const view = z
  .object({
    ...{ id, name: z.string(), kind: z.enum(['list', 'board']), q: z.string() },
    scope: z.enum(['private', 'project']),
    ...{ groupBy: z.enum(groupings), subGroupBy: z.enum(groupings) },
    ...{ subBy: maybe(z.enum(laneKinds)), isOwn: z.boolean() },
  })
  .meta({ id: 'View' })

const webhook = z.object({
  ...{ id, url: z.string(), types: z.array(z.string()), q: z.string(), ownerId: id },
  stopped: maybe(z.enum(['person', 'gone', 'rights', 'filter', 'failing', 'behind'])),
  ...{ createdAt: time, failingSince: maybe(time), formerUntil: maybe(time), parked: z.int() },
})

const delivery = z
  .object({
    ...{ id, type: z.string(), status: z.enum(['pending', 'delivered', 'parked']) },
    ...{ attempts: z.int(), createdAt: time, attemptedAt: maybe(time), nextAt: maybe(time) },
    ...{ durationMs: maybe(z.int()), httpStatus: maybe(z.int()) },
    ...{ failure: maybe(z.string()), response: maybe(z.string()) },
  })
  .meta({ id: 'WebhookDelivery' })

const file = z
  .object({
    ...{ id, projectId: id, taskId: maybe(id), name: z.string(), type: z.string() },
    ...{ sizeBytes: z.int(), category: z.enum(categories), uploadedBy: id },
    ...{ uploadedByBot: maybe(bot), createdAt: time },
    state: z.enum(['ready', 'pending', 'trashed']),
  })
  .meta({ id: 'File' })

export const placeAnswers = {
  'user/me.get': z
    .object({
      ...{ id, name: z.string(), email: z.string(), createdAt: time },
      ...{ locale: z.enum(locales), timeZone: z.string() },
      ...{ theme: z.enum(themes), density: z.enum(densities) },
      shortcuts: z
        .object({ changed: z.record(z.string(), maybe(z.string())), hasLetters: z.boolean() })
        .optional(),
      bot: bot.optional(),
    })
    .meta({ id: 'Account' }),
  'user/workspaces.list': z.array(
    z
      .object({
        ...{ id, slug: z.string(), name: z.string(), role: workspaceRole },
        ...{ factorRequired: z.boolean(), needsFactor: z.boolean() },
        closed: maybe(
          z.object({
            ...{ at: time, deleteAt: time },
            by: maybe(z.object({ id, name: z.string() })),
          }),
        ),
        graceDays: z.int(),
      })
      .meta({ id: 'Workspace' }),
  ),
  'user/members.list': z.array(member),
  'user/members.deleted': z.array(id),
  'user/teams.list': z.array(team.extend({ members: z.int() }).meta({ id: 'Team' })),
  'user/teams.get': team.extend({
    members: z.array(z.object({ userId: id, addedAt: time, addedById: id })),
  }),
  'user/audit.list': z.object({ items: z.array(auditEntry), nextCursor: maybe(z.int()) }),
  'user/audit.check': z.object({
    ...{ checked: z.int(), nextAfter: maybe(z.int()) },
    last: z.object({ seq: z.int(), hash: z.string() }),
    broken: maybe(z.object({ seq: z.int(), fault: z.enum(faults) })),
  }),
  'gateway/people.companions': z.array(member),
  'analytics/dashboard.get': z.object({
    asOf: z.object({ at: maybe(time), behindSeconds: maybe(z.number()) }),
    perDay: z.array(z.object({ date: z.string(), created: z.int(), completed: z.int() })),
    openByStatus: z.array(
      z.object({ name: z.string(), group: z.enum(figureGroups), count: z.int() }),
    ),
    totals: z.object({
      ...{ open: z.int(), overdue: z.int(), created: z.int(), completed: z.int() },
    }),
    cycleTime: z.object({
      ...{ count: z.int(), p50Hours: maybe(z.number()), p85Hours: maybe(z.number()) },
      points: z.array(
        z.object({
          ...{ key: z.string(), title: z.string(), completedAt: time, hours: z.number() },
        }),
      ),
    }),
  }),
  'task/projects.list': z.array(
    z.object({
      ...{ id, key: z.string(), name: z.string(), color, visibility: z.enum(visibilities) },
      ...{ archivedAt: maybe(time), openTasks: z.int(), role },
    }),
  ),
  'task/projects.get': shown.extend({ role }),
  'task/projects.create': project,
  'task/projects.update': project,
  'task/projects.archive': project,
  'task/projects.unarchive': project,
  'task/members.list': z.array(z.object({ userId: id, role, direct: maybe(role) })),
  'task/members.add': z.object({ userId: id, role }),
  'task/members.changeRole': z.object({ userId: id, role }),
  'task/members.remove': z.object({ userId: id }),
  'task/projectTeams.list': z.array(
    z.object({
      ...{ teamId: id, role: teamRole, members: z.int(), givenById: id },
      ...{ givenByBot: maybe(bot), givenAt: time },
    }),
  ),
  'task/projectTeams.projects': z.array(z.object({ projectId: id, role: teamRole })),
  'task/projectTeams.set': z.object({ teamId: id, role: teamRole }),
  'task/projectTeams.remove': z.object({ teamId: id }),
  'task/readers.ofProject': readersPage,
  'task/readers.ifVisibility': effects,
  'task/readers.ifMember': effects,
  'task/readers.ifTeam': effects,
  'task/statuses.create': status,
  'task/statuses.update': status,
  'task/statuses.move': z.array(status),
  'task/statuses.delete': z.object({ id, moved: z.int() }),
  'task/labels.create': label,
  'task/labels.update': label,
  'task/labels.delete': z.object({ id }),
  'task/views.list': z.array(view),
  'task/views.create': view,
  'task/views.update': view,
  'task/views.delete': z.object({ id }),
  'task/webhooks.list': z.array(webhook.meta({ id: 'Webhook' })),
  'task/webhooks.create': webhook.extend({ secret: z.string() }).meta({ id: 'NewWebhook' }),
  'task/webhooks.update': webhook,
  'task/webhooks.rotateSecret': z.object({ id, secret: z.string(), formerUntil: time }),
  'task/webhooks.delete': z.object({ id }),
  'task/webhooks.test': z.object({ id }),
  'task/webhooks.deliveries': z.object({ items: z.array(delivery), nextCursor: maybe(id) }),
  'task/webhooks.replay': z.object({ id }),
  'file/files.list': z.object({ items: z.array(file), nextCursor: maybe(id) }),
  'file/files.get': file,
  'file/files.rename': file,
  'file/files.categorize': file,
  'file/files.attach': file,
  'file/files.detach': file,
  'file/files.trash': file,
  'file/files.restore': file,
  'file/uploads.create': z.object({ id, url: z.string() }),
  'file/uploads.cancel': z.null(),
  'file/usage.get': z.object({ usedBytes: z.int(), limitBytes: z.int(), fileLimitBytes: z.int() }),
}
