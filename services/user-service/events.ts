import { z } from 'zod'
import { id } from '../chassis/text.ts'
import { role } from './contract.ts'

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), data })

const account = z.object({ userId: id, actorId: id })
const workspace = z.object({ workspaceId: id, slug: z.string(), name: z.string(), actorId: id })
/** For a removal `role` is the one that was lost. */
const member = z.object({ workspaceId: id, userId: id, role, actorId: id })

/** What other services follow: what happened, and the ids they need to act on it. Whoever switches over `type` is told
 *  by the compiler when a type is added here. */
export const userEvent = z.discriminatedUnion('type', [
  event('user.updated', z.object({ userId: id, name: z.string(), timeZone: z.string() })),
  event('user.disabled', account),
  event('user.enabled', account),
  event('workspace.created', workspace),
  event('workspace.updated', workspace),
  /** After the removal of its members: nobody is left, and nothing follows. */
  event('workspace.deleted', z.object({ workspaceId: id, actorId: id })),
  event('member.joined', member),
  event('member.role_changed', member),
  event('member.removed', member),
])
export type UserEvent = z.infer<typeof userEvent>

type FactOf<Event> = Event extends { type: infer Type; data: infer Data }
  ? [type: Type, data: Data]
  : never

/** An event as it is recorded: `record('member.joined', { … })`. */
export type UserFact = FactOf<UserEvent>
