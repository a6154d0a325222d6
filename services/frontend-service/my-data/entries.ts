import { TRPCClientError } from '@trpc/client'
import type { inferRouterInputs } from '@trpc/server'
import type { TaskServiceRouter } from '../../task-service/router.ts'
import type { UserServiceRouter } from '../../user-service/router.ts'
import { type Asking, askingOf, type Sources } from './asking.ts'
import { filesOf } from './files.ts'
import { jsonList, type Page } from './json-list.ts'
import type { Entry } from './pour-zip.ts'
import { readMe } from './read-me.ts'

type UserSection = inferRouterInputs<UserServiceRouter>['personalData']['page']['section']
type TaskSection = inferRouterInputs<TaskServiceRouter>['personalData']['page']['section']

/** Of each list of a service the file that it becomes. */
const userLists: Record<UserSection, string> = {
  sessions: 'sessions.json',
  apiTokens: 'api-tokens.json',
  bots: 'bots.json',
  passkeys: 'passkeys.json',
  identities: 'connected-accounts.json',
  memberships: 'memberships.json',
  teams: 'teams.json',
  membershipHistory: 'membership-history.json',
  invitations: 'invitations.json',
  letters: 'letters.json',
}
const taskLists: Record<TaskSection, string> = {
  comments: 'comments.json',
  views: 'views.json',
  watching: 'watching.json',
  projectRoles: 'project-roles.json',
  taskRoles: 'task-roles.json',
  webhooks: 'webhooks.json',
}

/** What is in the ZIP, in its order, each asked for when its turn has come. */
export async function* entriesOf(sources: Sources, over: AbortSignal): AsyncGenerator<Entry> {
  const asking = askingOf(sources, over)
  const { options, at } = asking
  const { user } = asking.backends
  const list = (name: string, pages: AsyncIterable<readonly unknown[]>) => ({
    ...{ name, content: jsonList(pages), at },
  })

  yield { name: 'README.txt', content: textOf(readMe(at)), at }
  const account = await user.personalData.account.query(undefined, options)
  yield { name: 'account.json', content: textOf(`${JSON.stringify(account, null, 2)}\n`), at }
  for (const section of keysOf(userLists)) yield list(userLists[section], ofUser(asking, section))

  const { own, ever } = await workspacesOf(asking)
  yield list('audit-log.json', eachOf(own, auditOf(asking)))
  yield list('tasks.json', tasksOf(asking))
  for (const section of keysOf(taskLists)) yield list(taskLists[section], ofTasks(asking, section))
  yield list('history.json', eachOf(ever, historyOf(asking)))
  for await (const entry of filesOf(asking)) yield { at, ...entry }
}

const ofUser = ({ backends, options, paged }: Asking, section: UserSection) =>
  paged((behind: { cursor?: string }) =>
    backends.user.personalData.page.query({ section, ...behind }, options),
  )

const ofTasks = ({ backends, options, paged }: Asking, section: TaskSection) =>
  paged((behind: { cursor?: string }) =>
    backends.task.personalData.page.query({ section, ...behind }, options),
  )

const tasksOf = ({ backends, options, paged }: Asking) =>
  paged((behind: { cursor?: { projectId: string; number: number } }) =>
    backends.task.personalData.tasks.query(behind, options),
  )

const historyOf =
  ({ backends, options, paged }: Asking) =>
  (workspaceId: string) =>
    paged((behind: { cursor?: number }) =>
      backends.task.personalData.history.query({ workspaceId, ...behind }, options),
    )

/** What the log of a workspace says of this person, where they may read it. */
const auditOf =
  ({ backends, options, paged, userId }: Asking) =>
  (workspaceId: string) =>
    paged(async (behind: { cursor?: number }): Promise<Page<object, number>> => {
      const asked = { workspaceId, userId, limit: 100, ...behind }
      const page = await backends.user.auditLog.page.query(asked, options).catch(noneWhereRefused)
      return { ...page, items: page.items.map((item) => ({ workspaceId, ...item })) }
    })

function noneWhereRefused(error: unknown): Page<object, number> {
  const code = error instanceof TRPCClientError ? error.data?.code : undefined
  if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return { items: [], nextCursor: null }
  throw error
}

/** The workspaces that somebody belongs to, and all that they ever belonged to. */
async function workspacesOf(asking: Asking) {
  const own = new Set<string>()
  for await (const rows of ofUser(asking, 'memberships')) for (const { id } of rows) own.add(id)
  const ever = new Set(own)
  for await (const rows of ofUser(asking, 'membershipHistory'))
    for (const { workspaceId } of rows) if (typeof workspaceId === 'string') ever.add(workspaceId)
  return { own, ever }
}

async function* textOf(text: string) {
  yield text
}

async function* eachOf<Rows>(ids: Iterable<string>, pagesOf: (id: string) => AsyncIterable<Rows>) {
  for (const id of ids) yield* pagesOf(id)
}

const keysOf = <Key extends string>(record: Record<Key, string>) => {
  const isKey = (key: string): key is Key => key in record
  return Object.keys(record).filter(isKey)
}
