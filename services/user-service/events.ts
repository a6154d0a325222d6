import { z } from 'zod'
import { id } from '../chassis/text.ts'
import { role } from './contract.ts'

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), data })

const account = z.object({ userId: id, actorId: id })
const team = z.object({ workspaceId: id, teamId: id, actorId: id })
const teamMember = team.extend({ userId: id })
/** Everybody who is in it. */
const toldTeam = team.extend({
  members: z.array(z.object({ userId: id, addedById: id, addedAt: z.iso.datetime() })),
})
const workspace = z.object({ workspaceId: id, slug: z.string(), name: z.string(), actorId: id })
/** For a removal `role` is the one that was lost. */
const member = z.object({ workspaceId: id, userId: id, role, actorId: id })
/** `isClosed`: whether the workspace is closed. The release before knows nothing of that and does not say; it leaves out whoever
 *  is suspended. */
const suspended = z.object({
  ...{ workspaceId: id, userId: id, actorId: id },
  isClosed: z.boolean().optional(),
})

/** What other services follow: what happened, and the ids they need to act on it. Whoever switches over `type` is told
 *  by the compiler when a type is added here. */
export const userEvent = z.discriminatedUnion('type', [
  event('user.updated', z.object({ userId: id, name: z.string(), timeZone: z.string() })),
  event('user.disabled', account),
  event('user.enabled', account),
  /** After its removal from its workspaces: nothing follows. */
  event('user.deleted', account),
  event('workspace.created', workspace),
  event('workspace.updated', workspace),
  /** After the removal of its members: nobody is left, and nothing follows. */
  event('workspace.deleted', z.object({ workspaceId: id, actorId: id })),
  event('member.joined', member),
  event('member.role_changed', member),
  event('member.removed', member),
  /** The workspace asks for a second factor that this member has not, or is closed. */
  event('member.suspended', suspended),
  event('member.resumed', suspended),
  event('team.created', team),
  /** Its people are in it no more: nothing is said of each. */
  event('team.deleted', team),
  event('team_member.added', teamMember),
  /** By somebody. Whoever leaves the workspace or becomes a guest leaves its teams, and nothing more is said of it. */
  event('team_member.removed', teamMember),
  /** As it is: whoever follows makes up for what it has missed. */
  event('team.told', toldTeam),
  /** All that there are, by their ids. */
  event('teams.told', z.object({ workspaceId: id, actorId: id, teamIds: z.array(id) })),
])
export type UserEvent = z.infer<typeof userEvent>

type FactOf<Event> = Event extends { type: infer Type; data: infer Data }
  ? [type: Type, data: Data]
  : never

/** An event as it is recorded: `record('member.joined', { … })`. */
export type UserFact = FactOf<UserEvent>

/** What the audit log writes down, each kind with the name that the OWASP Logging Vocabulary has for it. */
export const auditEvents = {
  sign_in: 'authn_login_success',
  sign_in_failed: 'authn_login_fail',
  proof_refused: 'authn_login_fail',
  signed_out: 'session_expired',
  session_ended: 'session_expired',
  signed_out_elsewhere: 'session_expired',
  password_changed: 'authn_password_change',
  password_reset: 'authn_password_change',
  address_changed: 'user_updated',
  recovery_link_made: 'authn_token_created',
  factor_on: 'user_updated',
  factor_off: 'user_updated',
  factor_removed: 'user_updated',
  recovery_codes_renewed: 'user_updated',
  passkey_added: 'user_updated',
  passkey_removed: 'user_updated',
  identity_linked: 'user_updated',
  identity_removed: 'user_updated',
  token_made: 'authn_token_created',
  token_revoked: 'authn_token_revoked',
  bot_made: 'sensitive_create',
  bot_renamed: 'sensitive_update',
  bot_disabled: 'authn_token_revoked',
  bot_enabled: 'sensitive_update',
  bot_deleted: 'sensitive_delete',
  role_changed: 'authz_change',
  member_removed: 'authz_change',
  team_made: 'sensitive_create',
  team_renamed: 'sensitive_update',
  team_deleted: 'sensitive_delete',
  team_member_added: 'authz_change',
  team_member_removed: 'authz_change',
  member_disabled: 'user_archived',
  member_enabled: 'user_updated',
  data_exported: 'sensitive_read',
  account_deleted: 'sensitive_delete',
  invitation_made: 'authn_token_created',
  invitation_revoked: 'authn_token_revoked',
  invitation_accepted: 'authz_change',
  workspace_created: 'sensitive_create',
  workspace_renamed: 'sensitive_update',
  workspace_closed: 'sensitive_delete',
  workspace_restored: 'sensitive_create',
  workspace_deleted: 'sensitive_delete',
  webhook_made: 'sensitive_create',
  webhook_changed: 'sensitive_update',
  webhook_secret_renewed: 'sensitive_update',
  webhook_removed: 'sensitive_delete',
  webhook_stopped: 'sensitive_update',
  factor_required: 'authz_admin',
  factor_optional: 'authz_admin',
  operator_named: 'authz_admin',
  operator_removed: 'authz_admin',
} as const

export const auditKind = z.enum(Object.keys(auditEvents) as (keyof typeof auditEvents)[])
export type AuditKind = z.infer<typeof auditKind>
