import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { pollUntil } from '../../chassis/poll-until.ts'
import { newBotOf, newTokenOf, program } from '../../frontend-service/testing/api-token.ts'
import type { Browser } from '../../frontend-service/testing/browser.ts'
import type { Person } from '../../frontend-service/testing/people.ts'
import { turnFactorOn } from '../../frontend-service/testing/second-factor.ts'
import { startSystem } from '../../frontend-service/testing/test-system.ts'
import { type Role as ProjectRole, roles } from '../../task-service/contract.ts'
import { type GrantRole, grantRole } from '../../task-service/grants/grant-input.ts'
import { type Scope, scopes, type Role as WorkspaceRole } from '../../user-service/contract.ts'
import { clientOf } from '../postgres.ts'
import { fillPlace, foundProject, nowhere, type Place } from './place.ts'

export const placeNames = ['open', 'private', 'archived', 'elsewhere'] as const
export type PlaceName = (typeof placeNames)[number]

/** Who somebody is in the workspace, and in each project by that, by a role of its own or by the stronger of both. A dash is
 *  somebody for whom it does not exist; with a tilde it is a role on the task of the place alone. */
const table = `
  who              workspace  open       private    archived   elsewhere
  owner            owner      owner      -          owner      -
  admin            admin      admin      -          admin      -
  member           member     member     -          member     -
  commenter        commenter  commenter  -          commenter  -
  viewer           viewer     viewer     -          viewer     -
  guest            guest      -          -          -          -
  guest_viewer     guest      viewer     viewer     viewer     -
  guest_member     guest      member     member     member     -
  guest_admin      guest      admin      admin      admin      -
  task_member      viewer     viewer     ~commenter viewer     -
  task_viewer      guest      ~viewer    ~viewer    ~viewer    -
  task_commenter   guest      ~commenter ~commenter ~commenter -
  founder          member     owner      owner      owner      -
  team_admin       viewer     admin      admin      admin      -
  author           viewer     member     member     member     -
  former           -          -          -          -          -
  stranger         -          -          -          -          owner`

export interface Standing {
  readonly workspace: WorkspaceRole | null
  readonly projects: Readonly<Record<PlaceName, ProjectRole | null>>
  /** On the task of a place alone. */
  readonly tasks: Readonly<Record<PlaceName, GrantRole | null>>
}

/** By who it is. */
export const standings = new Map(
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line): [string, Standing] => {
      const [who = '', workspace = '', ...own] = line.trim().split(/\s+/)
      const byPlace = <Role extends string>(all: readonly Role[], mark = '') =>
        Object.fromEntries(
          placeNames.map((place, nth) => [
            place,
            all.find((one) => `${mark}${one}` === own[nth]) ?? null,
          ]),
        ) as Record<PlaceName, Role | null>
      return [
        who,
        {
          workspace: workspace === '-' ? null : (workspace as WorkspaceRole),
          projects: byPlace(roles),
          tasks: byPlace(grantRole.options, '~'),
        },
      ]
    }),
)

export function standingOf(who: string) {
  const standing = standings.get(who)
  if (!standing) throw new Error(`The table does not know ${who}`)
  return standing
}

/** Those whose role in the projects is one of their own. */
const granted = ['guest_viewer', 'guest_member', 'guest_admin', 'team_admin', 'author']

export type Stage = Awaited<ReturnType<typeof setStage>>

/** A workspace with an open, a private and an archived project, another workspace, and everybody of the table. */
export async function setStage() {
  const system = await startSystem()
  const owner = await system.person('mk-people-owner')
  const { workspaceId } = owner
  const people: Record<string, Person> = {
    owner,
    stranger: await system.person('mk-elsewhere-stranger'),
  }
  const join = async (who: string, role: WorkspaceRole) => {
    const { token } = await owner.trpc.user.invitations.create.mutate({ workspaceId, role })
    const person = { ...(await system.person(`mk-people-${who}`, token)), workspaceId }
    people[who] = person
    return person
  }
  for (const [who, { workspace }] of standings)
    if (!people[who]) await join(who, workspace ?? 'member')
  const spare = await join('spare', 'viewer')
  const [outside, alone] = [await join('outside', 'guest'), await join('alone', 'guest')]
  const [disabled, deleted] = [await join('disabled', 'member'), await join('deleted', 'member')]
  const person = (who: string) => {
    const found = people[who]
    if (!found) throw new Error(`Nobody is ${who}`)
    return found
  }
  const founder = person('founder')
  const [users] = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  if (!users) throw new Error('user-service has a database')
  await users.connect()

  const { projects } = founder.trpc.task
  await projects.create.mutate({ workspaceId, key: 'TAKEN', name: 'Taken', visibility: 'private' })
  const grants = [...granted, 'former'].map((who) => ({
    userId: person(who).id,
    role: standings.get(who)?.projects.open ?? ('member' as const),
  }))
  const ours = {
    ...{ workspaceId, founder, author: person('author') },
    grants: [...grants, { userId: spare.id, role: 'viewer' as const }],
  }
  const stranger = person('stranger')
  const theirs = {
    workspaceId: stranger.workspaceId,
    founder: stranger,
    author: stranger,
    grants: [],
  }
  const beside = { key: 'BESIDE', word: 'Beside', visibility: 'open' } as const
  const [ourSide, theirSide] = [
    await foundProject({ ...ours, ...beside }),
    await foundProject({ ...theirs, ...beside, visibility: 'private' }),
  ]
  const fill = (
    who: typeof ours | typeof theirs,
    besideId: string,
    about: Pick<Place, 'key' | 'word' | 'visibility'>,
  ) => fillPlace({ ...who, ...about, besideId })
  const [open, closed, archived, elsewhere] = [
    await fill(ours, ourSide, { key: 'OPEN', word: 'mk-open', visibility: 'open' }),
    await fill(ours, ourSide, { key: 'PRIV', word: 'mk-private', visibility: 'private' }),
    await fill(ours, ourSide, { key: 'ARCH', word: 'mk-archived', visibility: 'open' }),
    await fill(theirs, theirSide, { key: 'ELSE', word: 'mk-elsewhere', visibility: 'private' }),
  ]
  for (const [who, { tasks }] of standings)
    for (const [role, { taskId }] of [
      [tasks.open, open],
      [tasks.private, closed],
      [tasks.archived, archived],
    ] as const)
      if (role)
        await founder.trpc.task.taskGrants.set.mutate({ taskId, userId: person(who).id, role })
  const given = { role: 'viewer' } as const
  for (const { taskId } of [open, closed, archived])
    await founder.trpc.task.taskGrants.set.mutate({ taskId, userId: alone.id, ...given })
  const guestOf = async ({ trpc, workspaceId: own }: Person, name: string) => {
    const { token } = await trpc.user.invitations.create.mutate({ workspaceId: own, role: 'guest' })
    return (await system.person(name, token)).id
  }
  const theirAlone = await guestOf(stranger, 'mk-elsewhere-alone')
  await stranger.trpc.task.taskGrants.set.mutate({
    ...{ ...given, taskId: elsewhere.taskId, userId: theirAlone },
  })
  await projects.archive.mutate({ id: archived.projectId })
  const userId = await addSomebody(users, workspaceId)
  const ownerId = await addSomebody(users, workspaceId, 'owner')
  const invitationId = await newInvitation(owner)
  const { id: sessionId } = (await owner.trpc.gateway.sessions.list.query())[0] ?? { id: '' }
  const { id: botId, tokenId } = await newBotOf(owner, 'Bot')
  const account = { sessionId, tokenId, botId, passkeyId: randomUUID(), identityId: randomUUID() }
  const here = {
    ...{ ...account, userId, ownerId, invitationId, memberId: spare.id },
    ...{ outsideId: outside.id, aloneId: alone.id },
    teamId: await newTeam(owner),
  }
  const there = {
    ...{ outsideId: await guestOf(stranger, 'mk-elsewhere-outside'), aloneId: theirAlone },
    ...{ ...account, ownerId: stranger.id, memberId: stranger.id, teamId: await newTeam(stranger) },
    userId: await addSomebody(users, stranger.workspaceId),
    invitationId: await newInvitation(stranger),
  }
  const places: Record<PlaceName, Place> = {
    open: { ...open, ...here },
    private: { ...closed, ...here },
    archived: { ...archived, ...here },
    elsewhere: { ...elsewhere, ...there },
  }

  const inWorkspace = (who: string) => ({ workspaceId, userId: person(who).id })
  const programOf = async (owner: string, some: Scope[] = [...scopes]) => {
    const { token } = await newTokenOf(person(owner), { scopes: some })
    return { owner, browser: program(system.url, token) }
  }
  const botOf = async (owner: string) => {
    const { id, token } = await newBotOf(person(owner), 'Bot')
    return { id, owner, browser: program(system.url, token) }
  }
  const gone = await botOf('member')
  const reading = scopes.filter((one) => one.endsWith(':read'))
  const programs: Record<string, { owner: string; browser: Browser }> = {
    reader: await programOf('founder', reading),
    strangers_program: await programOf('stranger'),
    deleted_program: await programOf('deleted'),
    ...{ guests_bot: await botOf('guest_viewer'), members_bot: await botOf('member') },
    ...{ founders_bot: await botOf('founder'), deleted_bot: gone },
  }
  await person('member').trpc.gateway.bots.delete.mutate({ id: gone.id })
  await owner.trpc.user.members.remove.mutate(inWorkspace('former'))
  await owner.trpc.gateway.people.disable.mutate(inWorkspace('disabled'))
  await deleted.trpc.gateway.account.delete.mutate({ email: deleted.email })
  await turnFactorOn(owner)
  // What follows the log knows all of it: who was let in last, and the last task.
  await pollUntil(async () => {
    const { trpc } = person('author')
    const seen = await trpc.file.files.list
      .query({ projectId: archived.projectId, taskId: archived.taskId })
      .catch(() => null)
    const figures = await trpc.analytics.dashboard.get
      .query({ workspaceId, projectId: archived.projectId, timeZone: 'UTC' })
      .catch(() => null)
    return seen !== null && figures?.totals.created !== undefined
  })
  return {
    ...{ system, users, people: { ...people, disabled }, person, places, programs },
    /** Something of a place is another thing now; what belongs to its workspace, in all its places. */
    changed: (name: PlaceName, made: Partial<Place> = {}) => {
      const { invitationId, userId, teamId } = { ...places[name], ...made }
      const { workspaceId: own } = places[name]
      places[name] = { ...places[name], ...made }
      for (const each of placeNames)
        if (places[each].workspaceId === own)
          places[each] = { ...places[each], invitationId, userId, teamId }
    },
    nowhere: nowhere(),
    close: async () => {
      await users.end()
      await system.close()
    },
  }
}

/** Somebody in a workspace who never comes. */
export async function addSomebody(users: pg.Client, workspaceId: string, role = 'viewer') {
  const id = randomUUID()
  await users.query(
    `with made as (insert into "User" (id, email, name) values ($1::uuid, $1::text || '@taskmate.example', 'Somebody') returning id)
     insert into "Membership" ("workspaceId", "userId", role) select $2, id, $3 from made`,
    [id, workspaceId, role],
  )
  return id
}

export const newInvitation = async ({ trpc, workspaceId }: Person) =>
  (await trpc.user.invitations.create.mutate({ workspaceId, role: 'viewer' })).id

export const newTeam = async ({ trpc, workspaceId }: Person) =>
  (await trpc.user.teams.create.mutate({ workspaceId, name: 'Team' })).id
