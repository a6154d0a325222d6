import { z } from 'zod'
import { role, visibilities } from '../../services/task-service/contract.ts'
import { bot, id, maybe, time } from './values.ts'

const grant = z.object({
  ...{ role, byId: maybe(id), byBot: maybe(bot), at: maybe(time) },
  how: maybe(z.enum(['founded', 'added', 'changed', 'inherited'])),
})

const byTeam = z.object({
  ...{ teamId: maybe(id), role },
  ...{ givenById: maybe(id), givenByBot: maybe(bot), givenAt: time },
  ...{ addedById: maybe(id), addedAt: time },
})

const reader = z
  .object({
    ...{ userId: id, role, isGuest: z.boolean() },
    ...{ own: maybe(grant), teams: z.array(byTeam), byWorkspace: maybe(role) },
    alone: maybe(z.object({ givenById: maybe(id), givenByBot: maybe(bot), givenAt: time })),
  })
  .meta({ id: 'Reader' })

const some = z.object({
  total: z.int(),
  people: z.array(z.object({ userId: id, before: maybe(role), after: maybe(role) })),
})

/** Who gains and who loses. */
export const effects = z
  .object({ gained: some, lost: some, changed: some, mark: z.string() })
  .meta({ id: 'Effects' })

/** Who sees a project or a task. */
export const readersPage = z.object({
  visibility: z.enum(visibilities),
  openRole: role,
  ...{ total: z.int(), items: z.array(reader), nextCursor: maybe(z.string()) },
})
