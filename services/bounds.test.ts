import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import type { ZodType } from 'zod'
import * as analytics from './analytics-service/router.ts'
import * as file from './file-service/router.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import { type Person, password } from './frontend-service/testing/people.ts'
import { startSystem } from './frontend-service/testing/test-system.ts'
import * as task from './task-service/router.ts'
import { clientOf } from './testing/postgres.ts'
import * as user from './user-service/router.ts'

/** What bounds the rows of each answer: `one` row or a set of fixed size, a `page` with a limit in its input, the number
 *  of ids in the input, what one `act` changes, or a limit on how many can be made. */
type Bound = 'one' | 'page' | 'ids' | 'act' | keyof typeof made

const bounds: Record<string, Bound> = {
  'user/workspaces.list': 'workspaces of a person',
  'user/accountDeletion.preview': 'workspaces of a person',
  'user/members.list': 'members of a workspace',
  'user/members.deleted': 'members of a workspace',
  ...{ 'user/teams.list': 'teams of a workspace', 'user/teams.get': 'people of a team' },
  'task/projectTeams.list': 'teams of a workspace',
  'task/projectTeams.projects': 'projects of a workspace',
  'user/invitations.list': 'open invitations of a workspace',
  ...{ 'user/invitations.preview': 'one', 'user/apiTokens.list': 'API tokens of a person' },
  ...{ 'user/recovery.isByMail': 'one', 'user/addresses.get': 'one' },
  ...{ 'user/audit.list': 'page', 'user/audit.check': 'one', 'user/auditLog.page': 'page' },
  'user/sessions.list': 'sessions of a person',
  ...{ 'user/passkeys.list': 'passkeys of a person', 'user/bots.list': 'bots of a person' },
  'user/identities.list': 'connected accounts of a person',
  ...{ 'user/mailbox.list': 'one', 'user/oidc.providers': 'one', 'user/oidc.wayOut': 'one' },
  ...{ 'user/factors.get': 'one', 'user/factorPolicy.get': 'one', 'user/me.get': 'one' },
  ...{ 'user/factors.among': 'members of a workspace', 'user/who.get': 'workspaces of a person' },
  ...{ 'user/apiTokens.verify': 'one', 'user/feed.news': 'one', 'user/feed.pull': 'page' },
  ...{ 'user/personalData.account': 'one', 'user/personalData.page': 'page' },
  ...{ 'user/directory.list': 'ids', 'task/tasks.matching': 'act' },
  'task/projects.list': 'projects of a workspace',
  'task/projects.get': 'labels of a project',
  ...{ 'task/views.list': 'views of a project', 'task/webhooks.list': 'webhooks of a project' },
  ...{ 'task/webhooks.deliveries': 'page', 'task/personalData.history': 'page' },
  'task/members.list': 'members of a workspace',
  ...{ 'task/readers.ofProject': 'page', 'task/readers.ofTask': 'page' },
  ...{ 'task/readers.ifVisibility': 'one', 'task/readers.ifMember': 'one' },
  ...{ 'task/tasks.list': 'page', 'task/tasks.trashed': 'page', 'task/comments.list': 'page' },
  'task/tasks.board': 'statuses of a project',
  ...{ 'task/tasks.get': 'one', 'task/tasks.getById': 'one' },
  ...{ 'task/watchers.list': 'members of a workspace', 'task/events.news': 'one' },
  ...{ 'task/relations.list': 'relations of a task', 'task/tasks.subtasks': 'subtasks of a task' },
  ...{ 'task/mine.get': 'one', 'task/home.get': 'one' },
  ...{ 'task/activity.list': 'page', 'task/actions.list': 'page', 'task/actions.tasks': 'page' },
  ...{ 'task/personalData.page': 'page', 'task/personalData.tasks': 'page' },
  ...{ 'task/actions.preview': 'one', 'task/search.find': 'one' },
  ...{ 'task/events.pull': 'page', 'task/events.visible': 'page', 'task/events.since': 'page' },
  ...{ 'task/access.catchUp': 'one', 'task/access.role': 'one', 'task/readers.ifTeam': 'one' },
  'task/companions.list': 'members of a workspace',
  'user/operators.list': 'operators of an installation',
  ...{ 'user/operations.get': 'one', 'task/operations.get': 'one' },
  ...{ 'analytics/operations.get': 'one', 'file/operations.get': 'one' },
  ...{ 'analytics/dashboard.get': 'one', 'analytics/summary.get': 'one' },
  ...{ 'file/files.list': 'page', 'file/files.ofTask': 'page', 'file/personalData.files': 'page' },
  ...{ 'file/files.get': 'one', 'file/usage.get': 'one', 'task/access.given': 'ids' },
  ...{ 'task/taskGrants.list': 'roles on one task', 'task/sharedTasks.get': 'one' },
  'task/sharedTasks.list': 'tasks that somebody was given alone',
}

interface Query {
  readonly _def: { readonly type: string; readonly inputs: readonly ZodType[] }
}
const queries = Object.entries({ user, task, analytics, file }).flatMap(
  ([short, { browserRouter, serviceRouter }]) =>
    [browserRouter, serviceRouter].flatMap(({ _def }) =>
      Object.entries(_def.procedures as unknown as Record<string, Query>)
        .filter(([, procedure]) => procedure._def.type === 'query')
        .map(([path, procedure]) => ({
          path: `${short}/${path}`,
          input: procedure._def.inputs[0],
        })),
    ),
)

const system = await startSystem()
let alice: Person
let users: pg.Client
let tasks: pg.Client
let projectId: string
let parentId: string
let related: string[]

beforeAll(async () => {
  alice = await system.person('Alice')
  const [first, second] = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  if (!first || !second) throw new Error('there are four databases')
  users = first
  tasks = second
  await Promise.all([users.connect(), tasks.connect()])
  const { workspaceId } = alice
  const project = { workspaceId, key: 'FIRST', name: 'First' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})
afterAll(async () => {
  await Promise.all([users?.end(), tasks?.end()])
  await system.close()
})

test('every list says what bounds its rows', () => {
  expect(Object.keys(bounds).sort()).toEqual([...new Set(queries.map(({ path }) => path))].sort())
})

test.each(queries.filter(({ path }) => bounds[path] === 'page'))(
  '$path refuses a page of more than 500 rows',
  ({ input }) => {
    const issues = input?.safeParse({ limit: 501 }).error?.issues ?? []
    expect(issues.map(({ path, code }) => [path.join('.'), code])).toContainEqual([
      'limit',
      'too_big',
    ])
  },
)

const anybody = `insert into "User" (id, email, name)
  select gen_random_uuid(), gen_random_uuid() || '@taskmate.example', 'Somebody' from generate_series(1, $1::int) returning id`

/** The limit, how to have all but one of it, and how somebody makes one more. */
const made = {
  'projects of a workspace': {
    limit: 500,
    fill: () =>
      tasks.query(
        `insert into "Project" (id, "workspaceId", key, name, "createdBy")
         select gen_random_uuid(), $1, 'P' || n, 'Project', $2 from generate_series(1, 498) n`,
        [alice.workspaceId, alice.id],
      ),
    make: async (nth: number) => {
      const { workspaceId, trpc } = alice
      return trpc.task.projects.create.mutate({ workspaceId, key: `NEW${nth}`, name: 'One more' })
    },
  },
  'labels of a project': {
    limit: 500,
    fill: () =>
      tasks.query(
        `insert into "Label" (id, "projectId", name, color)
         select gen_random_uuid(), $1, 'label ' || n, 'blue' from generate_series(1, 499) n`,
        [projectId],
      ),
    make: (nth: number) =>
      alice.trpc.task.labels.create.mutate({ projectId, name: `new ${nth}`, color: 'red' }),
  },
  'views of a project': {
    limit: 30,
    fill: () =>
      tasks.query(
        `insert into "View" (id, "projectId", name, kind, scope, q, "ownerId")
         select gen_random_uuid(), $1, 'view ' || n, 'list', 'project', '', $2 from generate_series(1, 29) n`,
        [projectId, alice.id],
      ),
    make: (nth: number) =>
      alice.trpc.task.views.create.mutate({
        ...{ projectId, name: `new ${nth}`, kind: 'list', scope: 'project', q: '' },
      }),
  },
  'statuses of a project': {
    limit: 30,
    fill: () =>
      tasks.query(
        `insert into "Status" (id, "projectId", name, "group", rank)
         select gen_random_uuid(), $1, 'status ' || n, 'started', 10 + n from generate_series(1, 23) n`,
        [projectId],
      ),
    make: (nth: number) =>
      alice.trpc.task.statuses.create.mutate({ projectId, name: `new ${nth}`, group: 'started' }),
  },
  'subtasks of a task': {
    limit: 200,
    fill: async () => {
      const task = await alice.trpc.task.tasks.create.mutate({ projectId, title: 'Parent' })
      parentId = task.id
      await tasks.query(
        `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "parentId")
         select gen_random_uuid(), "projectId", 1000 + n, 'Part', "statusId", 'x' || n, "createdBy", id
           from "Task", generate_series(1, 199) n where id = $1`,
        [parentId],
      )
    },
    make: (nth: number) =>
      alice.trpc.task.tasks.create.mutate({ projectId, title: `new ${nth}`, parentId }),
  },
  'relations of a task': {
    limit: 100,
    fill: async () => {
      const make = () => alice.trpc.task.tasks.create.mutate({ projectId, title: 'One of two' })
      related = [(await make()).id, (await make()).id, (await make()).id, (await make()).id]
      await tasks.query(
        `insert into "Relation" (id, kind, "fromId", "toId", "createdBy")
         select gen_random_uuid(), 'relates', $1, id, $2 from "Task" where title = 'Part' limit 99`,
        [related[0], alice.id],
      )
    },
    make: (nth: number) =>
      alice.trpc.task.relations.create.mutate({
        ...{ taskId: related[0] ?? '', otherId: related[nth] ?? '', kind: 'blocks' },
      }),
  },
  'open invitations of a workspace': {
    limit: 1000,
    fill: () =>
      users.query(
        `insert into "Invitation" (id, "workspaceId", role, "tokenHash", "invitedById", "expiresAt")
         select gen_random_uuid(), $1, 'member', 'hash ' || n, $2, now() + interval '1 day' from generate_series(1, 999) n`,
        [alice.workspaceId, alice.id],
      ),
    make: () =>
      alice.trpc.user.invitations.create.mutate({ workspaceId: alice.workspaceId, role: 'member' }),
  },
  'workspaces of a person': {
    limit: 100,
    fill: () =>
      users.query(
        `with made as (insert into "Workspace" (id, slug, name)
           select gen_random_uuid(), 'many-' || n, 'One of many' from generate_series(1, 98) n returning id)
         insert into "Membership" ("workspaceId", "userId", role) select id, $1, 'owner' from made`,
        [alice.id],
      ),
    make: (nth: number) => alice.trpc.user.workspaces.create.mutate({ name: `New ${nth}` }),
  },
  'members of a workspace': {
    limit: 2000,
    fill: async () => {
      await users.query('delete from "Invitation"')
      await users.query(
        `with made as (${anybody}) insert into "Membership" ("workspaceId", "userId", role)
         select $2::uuid, id, 'viewer' from made`,
        [1998, alice.workspaceId],
      )
    },
    make: async (nth: number) => {
      const { workspaceId, trpc } = alice
      const { token } = await trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
      return system.person(`Guest${nth}`, token)
    },
  },
  'API tokens of a person': { limit: 50, fill: undefined, make: undefined },
  'bots of a person': { limit: 20, fill: undefined, make: undefined },
  'passkeys of a person': { limit: 20, fill: undefined, make: undefined },
  'connected accounts of a person': { limit: 20, fill: undefined, make: undefined },
  'operators of an installation': { limit: 20, fill: undefined, make: undefined },
  'teams of a workspace': { limit: 50, fill: undefined, make: undefined },
  'roles on one task': { limit: 20, fill: undefined, make: undefined },
  'tasks that somebody was given alone': { limit: 100, fill: undefined, make: undefined },
  'people of a team': { limit: 200, fill: undefined, make: undefined },
  'webhooks of a project': { limit: 20, fill: undefined, make: undefined },
  'sessions of a person': { limit: 100, fill: undefined, make: undefined },
} satisfies Record<
  string,
  { limit: number; fill?: () => Promise<unknown>; make?: (nth: number) => Promise<unknown> }
>

test.each(Object.entries(made).filter(([, { make }]) => make))(
  '%s: those made at the same time do not pass the limit, and the refusal names it',
  async (_what, { limit, fill, make }) => {
    await fill?.()
    const made = await Promise.allSettled([1, 2, 3].map((nth) => make?.(nth)))
    const refusals = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refusals.map(({ message, data }) => [data?.code ?? message, data?.limit])).toEqual([
      ['BAD_REQUEST', limit],
      ['BAD_REQUEST', limit],
    ])
  },
)

test('the session used longest ago ends where there would be one too many', async () => {
  const bob = await system.person('Bob')
  await users.query(
    `update "Session" set "lastSeenAt" = now() - interval '1 hour' where "userId" = $1`,
    [bob.id],
  )
  await users.query(
    `insert into "Session" (id, "userId", ip, "userAgent", "lastSeenAt")
     select gen_random_uuid(), $1, '', 'filled', now() - interval '1 minute' from generate_series(1, 99) n`,
    [bob.id],
  )
  const { email } = bob
  await Promise.all(
    [1, 2].map(() =>
      openBrowser(system.url).trpc.gateway.session.signIn.mutate({ email, password }),
    ),
  )
  const { rows } = await users.query(
    'select 1 from "Session" where "userId" = $1 and "endedAt" is null',
    [bob.id],
  )
  expect(rows).toHaveLength(100)
  expect(await bob.trpc.gateway.session.who.query()).toBeNull()
})
