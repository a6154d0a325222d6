import { accounts } from './accounts.ts'
import { disabling } from './disabling.ts'
import { feed } from './feed.ts'
import { invitationLinks } from './invitation-links.ts'
import { invitations } from './invitations.ts'
import { me } from './me.ts'
import { directory, members } from './members.ts'
import { passwords } from './passwords.ts'
import { sessions } from './sessions.ts'
import { router } from './trpc.ts'
import { who } from './who.ts'
import { workspaces } from './workspaces.ts'

export const browserRouter = router({ me, workspaces, members, invitations })
export type UserRouter = typeof browserRouter

export const serviceRouter = router({
  accounts,
  disabling,
  sessions,
  passwords,
  who,
  invitations: invitationLinks,
  feed,
  directory,
})
export type UserServiceRouter = typeof serviceRouter
