import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from '@jest/globals'
import type { Person } from './frontend-service/testing/people.ts'
import { accessSql, ruleSql } from './task-service/access/supposed.ts'
import { roles } from './task-service/contract.ts'
import { temporaryDatabase } from './testing/database.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { clientOf } from './testing/postgres.ts'

/** What somebody is in a project: by its visibility (limited: open, and gives everybody at most `commenter`), their role in
 *  the workspace, and their role in the project. A dash is somebody for whom it does not exist. */
const cases = `
  project  workspace   -          viewer     commenter  member     admin      owner
  open     owner       owner      owner      owner      owner      owner      owner
  open     admin       admin      admin      admin      admin      admin      owner
  open     member      member     member     member     member     admin      owner
  open     commenter   commenter  commenter  commenter  member     admin      owner
  open     viewer      viewer     viewer     commenter  member     admin      owner
  open     guest       -          viewer     commenter  member     admin      owner
  limited  owner       commenter  commenter  commenter  member     admin      owner
  limited  admin       commenter  commenter  commenter  member     admin      owner
  limited  member      commenter  commenter  commenter  member     admin      owner
  limited  commenter   commenter  commenter  commenter  member     admin      owner
  limited  viewer      viewer     viewer     commenter  member     admin      owner
  limited  guest       -          viewer     commenter  member     admin      owner
  private  owner       -          viewer     commenter  member     admin      owner
  private  admin       -          viewer     commenter  member     admin      owner
  private  member      -          viewer     commenter  member     admin      owner
  private  commenter   -          viewer     commenter  member     admin      owner
  private  viewer      -          viewer     commenter  member     admin      owner
  private  guest       -          viewer     commenter  member     admin      owner`

const [heading = [], ...rows] = cases
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
const grants = heading.slice(2)

/** What is asked of each service, and the role that it takes. */
const acts: [string, string, (person: Person, place: Place) => Promise<unknown>][] = [
  ['task: read', 'viewer', ({ trpc }, { projectId }) => trpc.task.tasks.list.query({ projectId })],
  ['file: read', 'viewer', ({ trpc }, { projectId }) => trpc.file.files.list.query({ projectId })],
  [
    'analytics: read',
    'viewer',
    ({ trpc, workspaceId }, { projectId }) =>
      trpc.analytics.dashboard.get.query({ workspaceId, projectId, timeZone: 'UTC' }),
  ],
  [
    'task: comment',
    'commenter',
    ({ trpc }, { taskId }) => trpc.task.comments.create.mutate({ taskId, text: 'Hello' }),
  ],
  [
    'task: write',
    'member',
    ({ trpc }, { projectId }) => trpc.task.tasks.create.mutate({ projectId, title: 'Another' }),
  ],
  [
    'file: write',
    'member',
    async ({ trpc }, { projectId }) => {
      const about = { projectId, name: 'a.txt', sizeBytes: 1 }
      const { id } = await trpc.file.uploads.create.mutate(about)
      return trpc.file.uploads.cancel.mutate({ id })
    },
  ],
  [
    'task: administer',
    'admin',
    ({ trpc }, { projectId }) => trpc.task.projects.update.mutate({ id: projectId, name: 'Name' }),
  ],
  [
    'task: own',
    'owner',
    ({ trpc }, { projectId, visibility }) =>
      trpc.task.projects.update.mutate({ id: projectId, visibility }),
  ],
]

const kinds = {
  open: { visibility: 'open' },
  limited: { visibility: 'open', openRole: 'commenter' },
  private: { visibility: 'private' },
} as const

interface Place {
  readonly projectId: string
  readonly taskId: string
  readonly visibility: 'open' | 'private'
}

const system = sharedSystem()
let founder: Person
/** By role in the workspace. */
const people: Record<string, Person> = {}
/** By kind and what everybody is given there. */
const places: Record<string, Place> = {}

beforeAll(async () => {
  founder = await system.person('Founder')
  const { workspaceId, trpc } = founder
  for (const role of ['owner', 'admin', 'member', 'commenter', 'viewer', 'guest'] as const) {
    const first = role === 'owner' ? 'admin' : role
    const { token } = await trpc.user.invitations.create.mutate({ workspaceId, role: first })
    const person = { ...(await system.person(role, token)), workspaceId }
    if (role !== first)
      await trpc.user.members.changeRole.mutate({ workspaceId, userId: person.id, role })
    people[role] = person
  }
  const { projects, members, tasks } = trpc.task
  for (const [kind, settings] of Object.entries(kinds))
    for (const [nth, grant] of grants.entries()) {
      const about = { key: `${kind[0]}${nth}`.toUpperCase(), name: grant, ...settings }
      const { id: projectId } = await projects.create.mutate({ workspaceId, ...about })
      const { id: taskId } = await tasks.create.mutate({ projectId, title: 'A task' })
      places[`${kind} ${grant}`] = { projectId, taskId, visibility: settings.visibility }
      const role = roles.find((one) => one === grant)
      for (const { id: userId } of role ? Object.values(people) : [])
        await members.add.mutate({ projectId, userId, role: role ?? 'viewer' })
    }
})

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => String(error.data?.code ?? error),
  )

function expected(own: string, needed: string) {
  const strongestFirst: readonly string[] = roles
  if (own === '-') return 'NOT_FOUND'
  return strongestFirst.indexOf(own) <= strongestFirst.indexOf(needed) ? 'OK' : 'FORBIDDEN'
}

test.each(rows)(
  'every service lets the same happen: %s project, workspace %s',
  async (visibility = '', role = '', ...own) => {
    const person = people[role] ?? founder
    for (const [nth, grant] of grants.entries()) {
      const place = places[`${visibility} ${grant}`]
      if (!place) throw new Error(`No project ${visibility} ${grant}`)
      for (const [act, needed, run] of acts)
        expect([grant, act, await outcome(run(person, place))]).toEqual([
          ...[grant, act, expected(own[nth] ?? '', needed)],
        ])
    }
  },
)

test('the projects that somebody is shown are those they can open', async () => {
  for (const [role, { trpc, workspaceId }] of Object.entries(people)) {
    const shown = await trpc.task.projects.list.query({ workspaceId })
    const found = shown.map(({ id, role: own }) => [id, own])
    const table = rows.flatMap(([visibility, of, ...own]) =>
      of === role
        ? own.map((one, nth) => [places[`${visibility} ${grants[nth]}`]?.projectId, one])
        : [],
    )
    const visible = table.filter(([, own]) => own !== '-')
    expect(new Map(found.map(([id, own]) => [id, own]))).toEqual(
      new Map(visible.map(([id, own]) => [id, own])),
    )
  }
})

test('who is said to see a project, and as what, is who can open it', async () => {
  const { trpc } = founder
  for (const [nth, grant] of grants.entries())
    for (const visibility of Object.keys(kinds)) {
      const { projectId = '', taskId = '' } = places[`${visibility} ${grant}`] ?? {}
      const { items } = await trpc.task.readers.ofProject.query({ projectId })
      expect(await trpc.task.readers.ofTask.query({ taskId })).toMatchObject({ items })
      const said = new Map(items.map(({ userId, role }) => [userId, role]))
      const table = rows.flatMap(([of, role = '', ...own]) =>
        of === visibility ? [[role, own[nth]]] : [],
      )
      const found = Object.entries(people).map(([role, { id }]) => [role, said.get(id) ?? '-'])
      expect([visibility, grant, found]).toEqual([visibility, grant, table])
    }
})

test('one text is the rule in every database that knows projects', async () => {
  const rule = `select pg_get_viewdef(view) as text
                  from unnest(array['"ProjectGrant"'::regclass, '"ProjectAccess"'::regclass]) view`
  const source = readFileSync('prisma/project-access.sql', 'utf8')
  for (const sql of [ruleSql, accessSql]) expect(source).toContain(sql)
  for (const short of ['task', 'file', 'analytics']) {
    const { env, close } = await temporaryDatabase(short)
    const client = clientOf(env, env.DATABASE_NAME)
    await client.connect()
    const migrated = (await client.query(rule)).rows
    await client.query(source)
    const written = (await client.query(rule)).rows
    await client.end()
    await close()
    expect({ short, rule: migrated }).toEqual({ short, rule: written })
  }
})
