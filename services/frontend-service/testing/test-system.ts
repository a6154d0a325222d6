import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TRPCClientError } from '@trpc/client'
import { analyticsEnv } from '../../analytics-service/env.ts'
import { analyticsService } from '../../analytics-service/service.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { fileEnv } from '../../file-service/env.ts'
import { fileService } from '../../file-service/service.ts'
import { taskEnv } from '../../task-service/env.ts'
import { taskService } from '../../task-service/service.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { redisUrl } from '../../testing/redis.ts'
import { testSettings } from '../../testing/settings.ts'
import { userEnv } from '../../user-service/env.ts'
import { userService } from '../../user-service/service.ts'
import { frontendEnv } from '../env.ts'
import { frontendService } from '../service.ts'
import { openBrowser } from './browser.ts'

export const password = 'correct horse battery'

type Settings = Record<string, string>

/** All five services in this process, on free ports, each with its own migrated database. */
export async function startSystem({
  all = {},
  user: forUser = {},
  task: forTask = {},
}: {
  all?: Settings
  user?: Settings
  task?: Settings
} = {}) {
  const common = {
    ...testSettings,
    REDIS_URL: await redisUrl(),
    FILES_DIR: await mkdtemp(join(tmpdir(), 'taskmate-files-')),
    ...all,
  }
  const [users, tasks, figures, files] = await Promise.all(
    ['user', 'task', 'analytics', 'file'].map(temporaryDatabase),
  )
  const user = await userService(userEnv.parse({ ...common, ...users?.env, ...forUser }))
  const toUser = { ...common, USER_SERVICE_URL: user.url }
  const task = await taskService(taskEnv.parse({ ...toUser, ...tasks?.env, ...forTask }))
  const toTask = { ...toUser, TASK_SERVICE_URL: task.url }
  const analytics = await analyticsService(analyticsEnv.parse({ ...toTask, ...figures?.env }))
  const file = await fileService(fileEnv.parse({ ...toTask, ...files?.env }))
  const urls = { ANALYTICS_SERVICE_URL: analytics.url, FILE_SERVICE_URL: file.url }

  /** One more gateway before the same backends. */
  const startGateway = (own: Settings = {}) =>
    frontendService(frontendEnv.parse({ ...toTask, ...urls, ...own }))
  const gateway = await startGateway()

  let count = 0
  /** Someone who has just signed up, in a browser at `url`. */
  const person = async (name: string, invitation?: string, url = gateway.url) => {
    count += 1
    const letters = name.toLowerCase().replace(/[^a-z]/g, '') || 'someone'
    const email = `${letters}.${count}.${process.pid}@taskmate.example`
    const browser = openBrowser(url)
    const signUp = {
      name,
      email,
      password,
      locale: 'en' as const,
      ...(invitation && { invitation }),
    }
    const signedUp = await browser.trpc.gateway.session.signUp.mutate(signUp)
    const [workspace] = (await browser.trpc.gateway.session.who.query())?.workspaces ?? []
    const workspaceId = workspace?.id ?? ''
    await pollUntil(() => knows(browser.trpc, workspaceId))
    return { ...browser, ...signedUp.user, workspaceId }
  }

  /** Whether task-service has heard of somebody: on a crowded machine it may be too late for their first request. */
  const knows = ({ task }: ReturnType<typeof openBrowser>['trpc'], workspaceId: string) =>
    task.projects.list.query({ workspaceId }).then(
      () => true,
      (error: unknown) => !(error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND'),
    )

  /** Someone else in the workspace of `owner`. */
  const colleague = async (owner: Awaited<ReturnType<typeof person>>, name: string) => {
    const { workspaceId } = owner
    const invited = await owner.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
    return { ...(await person(name, invited.token)), workspaceId }
  }

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
    person,
    colleague,
    close: async () => {
      for (const service of [gateway, file, analytics, task, user]) await service.close()
      for (const database of [users, tasks, figures, files]) await database?.close()
      await rm(common.FILES_DIR, { recursive: true, force: true })
    },
  }
}
export type System = Awaited<ReturnType<typeof startSystem>>
export type Person = Awaited<ReturnType<System['person']>>
