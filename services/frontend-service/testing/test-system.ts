import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyticsEnv } from '../../analytics-service/env.ts'
import { fileEnv } from '../../file-service/env.ts'
import { taskEnv } from '../../task-service/env.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { type StartService, startService } from '../../testing/host/start-service.ts'
import { redisUrl } from '../../testing/redis.ts'
import { testSettings } from '../../testing/settings.ts'
import { userEnv } from '../../user-service/env.ts'
import { frontendEnv } from '../env.ts'
import { peopleAt } from './people.ts'

type Settings = Record<string, string>

export interface Wanted {
  /** Settings of all services. */
  readonly all?: Settings
  readonly user?: Settings
  readonly task?: Settings
  readonly start?: StartService
}

/** All five services on free ports, each with its own migrated database. */
export async function startSystem(wanted: Wanted = {}) {
  const { all = {}, user: forUser = {}, task: forTask = {}, start = startService } = wanted
  const common = {
    ...testSettings,
    REDIS_URL: await redisUrl(),
    FILES_DIR: await mkdtemp(join(tmpdir(), 'taskmate-files-')),
    ...all,
  }
  const [users, tasks, figures, files] = await Promise.all(
    ['user', 'task', 'analytics', 'file'].map(temporaryDatabase),
  )
  const user = await start('user-service', userEnv.parse({ ...common, ...users?.env, ...forUser }))
  const toUser = { ...common, USER_SERVICE_URL: user.url }
  const task = await start('task-service', taskEnv.parse({ ...toUser, ...tasks?.env, ...forTask }))
  const toTask = { ...toUser, TASK_SERVICE_URL: task.url }
  const analytics = await start(
    'analytics-service',
    analyticsEnv.parse({ ...toTask, ...figures?.env }),
  )
  const file = await start('file-service', fileEnv.parse({ ...toTask, ...files?.env }))
  const urls = { ANALYTICS_SERVICE_URL: analytics.url, FILE_SERVICE_URL: file.url }

  /** One more gateway before the same backends. */
  const startGateway = (own: Settings = {}) =>
    start('frontend-service', frontendEnv.parse({ ...toTask, ...urls, ...own }))
  const gateway = await startGateway()

  return {
    url: gateway.url,
    gateway,
    user,
    task,
    analytics,
    file,
    redisUrl: common.REDIS_URL,
    /** Where file-service keeps its bytes. */
    filesFolder: common.FILES_DIR,
    /** Settings of the databases of user-, task-, analytics- and file-service. */
    databases: [users, tasks, figures, files].flatMap((database) => database?.env ?? []),
    /** Settings of user-service's own database. */
    userDatabase: users?.env,
    /** Settings of task-service's own database. */
    taskDatabase: tasks?.env,
    startGateway,
    ...peopleAt(gateway.url),
    close: async () => {
      for (const service of [gateway, file, analytics, task, user]) await service.close()
      for (const database of [users, tasks, figures, files]) await database?.close()
      await rm(common.FILES_DIR, { recursive: true, force: true })
    },
  }
}
export type System = Awaited<ReturnType<typeof startSystem>>
