import { createTRPCClient } from '@trpc/client'
import type { AnalyticsServiceRouter } from '../analytics-service/router.ts'
import { callLinks } from '../chassis/client.ts'
import type { Signer } from '../chassis/identity.ts'
import type { FileServiceRouter } from '../file-service/router.ts'
import type { TaskServiceRouter } from '../task-service/router.ts'
import type { UserServiceRouter } from '../user-service/router.ts'
import type { FrontendEnv } from './env.ts'

/** Where the backends are. */
export const backendUrls = (env: FrontendEnv) =>
  ({
    user: { name: 'user-service', url: env.USER_SERVICE_URL },
    task: { name: 'task-service', url: env.TASK_SERVICE_URL },
    analytics: { name: 'analytics-service', url: env.ANALYTICS_SERVICE_URL },
    file: { name: 'file-service', url: env.FILE_SERVICE_URL },
  }) as const

/** Typed clients of the backends, for what the gateway composes itself. */
export function createBackends(env: FrontendEnv, sign: Signer) {
  const { user, task, analytics, file } = backendUrls(env)
  return {
    user: createTRPCClient<UserServiceRouter>(callLinks({ ...user, sign })),
    task: createTRPCClient<TaskServiceRouter>(callLinks({ ...task, sign })),
    analytics: createTRPCClient<AnalyticsServiceRouter>(callLinks({ ...analytics, sign })),
    file: createTRPCClient<FileServiceRouter>(callLinks({ ...file, sign })),
    /** Answers that are passed on within a larger one: read them by `jsonTextOf` alone. */
    asText: {
      task: createTRPCClient<TaskServiceRouter>(callLinks({ ...task, sign, asText: true })),
      analytics: createTRPCClient<AnalyticsServiceRouter>(
        callLinks({ ...analytics, sign, asText: true }),
      ),
    },
  }
}
export type Backends = ReturnType<typeof createBackends>
