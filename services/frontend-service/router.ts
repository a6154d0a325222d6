import type { TRPCBuiltRouter } from '@trpc/server'
import type { AnalyticsRouter } from '../analytics-service/router.ts'
import type { FileRouter } from '../file-service/router.ts'
import type { TaskRouter } from '../task-service/router.ts'
import type { UserRouter } from '../user-service/router.ts'
import { account } from './accounts.ts'
import { home } from './home.ts'
import { invitations } from './invitations.ts'
import { live } from './live.ts'
import { people } from './people.ts'
import { password, sessions } from './sessions.ts'
import { router } from './trpc.ts'

export const gatewayRouter = router({
  session: account,
  sessions,
  password,
  invitations,
  people,
  home,
  live,
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
