import type { TRPCBuiltRouter } from '@trpc/server'
import type { AnalyticsRouter } from '../analytics-service/router.ts'
import type { FileRouter } from '../file-service/router.ts'
import type { TaskRouter } from '../task-service/router.ts'
import type { UserRouter } from '../user-service/router.ts'
import { account } from './procedures/account.ts'
import { address } from './procedures/address.ts'
import { apiTokens } from './procedures/api-tokens.ts'
import { bots } from './procedures/bots.ts'
import { factor } from './procedures/factor.ts'
import { home } from './procedures/home.ts'
import { invitations } from './procedures/invitations.ts'
import { live } from './procedures/live.ts'
import { identities, oidc } from './procedures/oidc.ts'
import { operations } from './procedures/operations.ts'
import { pages } from './procedures/pages.ts'
import { passkeySignIns, passkeys } from './procedures/passkeys.ts'
import { people } from './procedures/people.ts'
import { session } from './procedures/session.ts'
import { password, sessions } from './procedures/sessions.ts'
import { router } from './trpc.ts'

export const gatewayRouter = router({
  session,
  sessions,
  password,
  account,
  address,
  ...{ apiTokens, bots },
  factor,
  ...{ passkeys, passkeySignIns, oidc, identities },
  invitations,
  people,
  ...{ home, live, pages, operations },
})

/** What the web app can call: the gateway's own procedures and, by type alone, the backends' for browsers. */
export type GatewayRouter = TRPCBuiltRouter<
  (typeof gatewayRouter)['_def']['_config']['$types'],
  {
    gateway: (typeof gatewayRouter)['_def']['record']
    user: UserRouter['_def']['record']
    task: TaskRouter['_def']['record']
    analytics: AnalyticsRouter['_def']['record']
    file: FileRouter['_def']['record']
  }
>
