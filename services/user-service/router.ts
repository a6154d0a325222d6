import { accountDeletion } from './account-deletion/account-deletion.ts'
import { me } from './accounts/me.ts'
import { addresses } from './addresses/addresses.ts'
import { audit, auditLog } from './audit-log/audit-log.ts'
import { bots } from './bots/bots.ts'
import { feed } from './events/feed.ts'
import { factors } from './factors/factors.ts'
import { invitationLinks } from './invitations/invitation-links.ts'
import { invitations } from './invitations/invitations.ts'
import { mailbox } from './mail/mailbox.ts'
import { disabling } from './members/disabling.ts'
import { directory, members } from './members/members.ts'
import { who } from './members/who.ts'
import { notices } from './notices/notices.ts'
import { identities } from './oidc/identities.ts'
import { oidc } from './oidc/oidc.ts'
import { operations } from './operations/operations.ts'
import { operators } from './operations/operators.ts'
import { passkeySignIns } from './passkeys/passkey-sign-ins.ts'
import { passkeys } from './passkeys/passkeys.ts'
import { passwords } from './passwords/passwords.ts'
import { personalData } from './personal-data/personal-data.ts'
import { recovery } from './recovery/recovery.ts'
import { sessions } from './sessions/sessions.ts'
import { signIns } from './sessions/sign-ins.ts'
import { accounts } from './sign-up/accounts.ts'
import { teams } from './teams/teams.ts'
import { apiTokens } from './tokens/api-tokens.ts'
import { router } from './trpc.ts'
import { factorPolicy } from './workspaces/factor-policy.ts'
import { workspaces } from './workspaces/workspaces.ts'

export const browserRouter = router({
  ...{ me, workspaces, members, teams, invitations, factorPolicy, audit, operators },
})
export type UserRouter = typeof browserRouter

export const serviceRouter = router({
  accounts,
  disabling,
  sessions,
  ...{ signIns, factors, passkeys, passkeySignIns, oidc, identities, addresses },
  passwords,
  ...{ apiTokens, bots },
  recovery,
  ...{ mailbox, notices },
  ...{ who, auditLog, accountDeletion, personalData, operations },
  ...{ invitations: invitationLinks, feed, directory },
})
export type UserServiceRouter = typeof serviceRouter
