import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import type { inferRouterOutputs } from '@trpc/server'
import type { PrismaClient } from '#db/task'
import { type Callee, callLinks } from '../../chassis/client.ts'
import { timeoutMs } from '../../chassis/env.ts'
import { follow } from '../../chassis/feed/follow.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import { fingerprintOf } from '../../user-service/contract.ts'
import { type UserEvent, userEvent } from '../../user-service/events.ts'
import type { UserServiceRouter } from '../../user-service/router.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { endOfReaders } from '../grants/end-grants.ts'
import { compareTeam, compareTeams } from './compare-teams.ts'
import { forgetWorkspace } from './forget-workspace.ts'
import { inheritProjects } from './inherit-projects.ts'
import { lockedRole } from './locked-role.ts'
import { resume, suspend } from './suspension.ts'
import { addTeam, addTeamMember, leaveTeams, removeTeam, removeTeamMember } from './team-copies.ts'

type FeedEvent = inferRouterOutputs<UserServiceRouter>['feed']['pull']['events'][number]

interface MembersFeedOptions {
  readonly db: PrismaClient
  readonly callee: Callee
  readonly nudge: () => void
  readonly log: Logger
  readonly metrics: Metrics
}

/** Keeps the local copy of workspace memberships from user-service's feed, and tells of it in our own log, so that
 *  whoever follows that log knows who may see what. */
export function followMembers({ db, callee, nudge, log, metrics }: MembersFeedOptions) {
  const users = createTRPCClient<UserServiceRouter>(callLinks(callee))
  let isNews = false
  return follow<Tx, FeedEvent>({
    feed: 'users',
    log,
    metrics,
    fingerprintOf,
    // Projects and tasks hang on the members: whoever is still one is found again, and nobody is forgotten by mistake.
    forget: async () => {},
    pull: async (after) => {
      const page = await users.feed.pull.query({ after, limit: 500 }, { context: call() })
      isNews = page.events.length > 0
      return page
    },
    news: (after, signal) => users.feed.news.query({ after }, { context: call(), signal }),
    transaction: async (work) => {
      await db.$transaction(work, { timeout: timeoutMs(10_000) })
      if (isNews) nudge()
      isNews = false
    },
    apply: async (tx, rows) => {
      for (const row of rows) await apply(tx, row)
    },
    deadLetter: async (_tx, { seq, type }, error) =>
      log.error({ err: error, seq, type }, 'user event set aside'),
  })
}

const call = () => ({ userId: null, requestId: randomUUID() })

/** What happened to a member elsewhere, done to our copy and said in our log. */
async function apply(tx: Tx, row: FeedEvent) {
  const event = userEvent.safeParse(row)
  if (!event.success) return
  const { type, data } = event.data
  switch (type) {
    case 'member.joined':
    case 'member.role_changed':
      return setRole(tx, data, new Date(row.at))
    case 'member.removed':
      return remove(tx, data, new Date(row.at))
    case 'member.suspended':
      return suspend(tx, data, new Date(row.at))
    case 'member.resumed':
      return resume(tx, data, new Date(row.at))
    case 'workspace.deleted':
      return forgetWorkspace(tx, { ...data, at: new Date(row.at) })
    case 'user.disabled':
      return setDisabled(tx, data, new Date(row.at))
    case 'user.enabled':
      await tx.member.updateMany({ where: { userId: data.userId }, data: { disabledAt: null } })
      return
    case 'user.deleted':
      return forgetPerson(tx, data)
    case 'team.created':
      return addTeam(tx, data, new Date(row.at))
    case 'team.deleted':
      return removeTeam(tx, data, new Date(row.at))
    case 'team_member.added':
      return addTeamMember(tx, data, new Date(row.at), {
        ...{ addedById: data.actorId, addedAt: new Date(row.at) },
      })
    case 'team_member.removed':
      return removeTeamMember(tx, data, new Date(row.at))
    case 'team.told':
      return compareTeam(tx, data, new Date(row.at))
    case 'teams.told':
      return compareTeams(tx, data, new Date(row.at))
    case 'user.updated':
    case 'workspace.created':
    case 'workspace.updated':
      return
    default:
      return type satisfies never
  }
}

type Membership = Extract<UserEvent, { type: 'member.joined' }>['data']

async function setRole(tx: Tx, { workspaceId, userId, role, actorId }: Membership, at: Date) {
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  const before = await lockedRole(tx, workspaceId, userId)
  // The database would take them out with their new role, and say of nobody that they did it. Who is a guest already may be in
  // teams by a release that knew none.
  if (role === 'guest') await leaveTeams(tx, { workspaceId, userId, actorId }, at)
  if (before === role) return
  // Of what they see until now too: a release before this one may have let them in.
  await endOfReaders(tx, { userId }, { workspaceId, actorId, at })
  await tx.member.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, role },
    update: { role },
  })
  const fact: TaskFact = before
    ? ['workspace_member.role_changed', { userId: [userId, userId], role: [before, role] }]
    : ['workspace_member.added', { userId: [null, userId], role: [null, role] }]
  await writeEvents(tx, [fact], { place: { workspaceId }, actorId, at, via: 'system' })
  if (role !== 'guest') await endOfReaders(tx, { userId }, { workspaceId, actorId, at })
  await inheritProjects(tx, { workspaceId, userId, actorId, at })
}

/** Their teams go with the row of the member. */
async function remove(tx: Tx, { workspaceId, userId, actorId }: Membership, at: Date) {
  const before = await lockedRole(tx, workspaceId, userId)
  if (!before) return
  await tx.member.deleteMany({ where: { workspaceId, userId } })
  await tx.projectMember.deleteMany({ where: { userId, project: { workspaceId } } })
  const fact: TaskFact = [
    'workspace_member.removed',
    { userId: [userId, null], role: [before, null] },
  ]
  await writeEvents(tx, [fact], { place: { workspaceId }, actorId, at, via: 'system' })
  await inheritProjects(tx, { workspaceId, userId, actorId, at })
}

/** An account is disabled everywhere at once. */
async function setDisabled(
  tx: Tx,
  { userId, actorId }: { userId: string; actorId: string },
  at: Date,
) {
  const memberships = await tx.member.findMany({
    where: { userId },
    orderBy: { workspaceId: 'asc' },
    select: { workspaceId: true },
  })
  for (const { workspaceId } of memberships) {
    await lockedRole(tx, workspaceId, userId)
    await tx.member.updateMany({ where: { workspaceId, userId }, data: { disabledAt: at } })
    await inheritProjects(tx, { workspaceId, userId, actorId, at })
  }
}

/** What was theirs alone goes with the account; what they did stays by their id, assignments too: whoever goes on with a
 *  task sees that nobody has it. Their memberships ended before, so nothing comes after this. */
async function forgetPerson(tx: Tx, { userId }: { userId: string }) {
  await tx.view.deleteMany({ where: { ownerId: userId, scope: 'private' } })
  await tx.watcher.deleteMany({ where: { userId } })
  await tx.idempotencyKey.deleteMany({ where: { userId } })
}
