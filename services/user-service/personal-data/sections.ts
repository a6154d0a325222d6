import type { z } from 'zod'
import type { PrismaClient } from '#db/user'
import type { Pool } from '../../chassis/database.ts'
import type { personalDataPage, section } from './inputs.ts'

interface Reading {
  readonly db: PrismaClient
  readonly pool: Pool
  readonly user: { readonly id: string }
}

interface Page {
  readonly userId: string
  /** Rows behind the one with this id, in the order of ids, which is that of time. */
  readonly after: { readonly gt: string } | undefined
  readonly take: number
}

type Row = { readonly id: string } & { readonly [name: string]: unknown }

/** A page of one of the lists that are kept about a person. */
export function rowsOf(
  { db, pool, user }: Reading,
  { section, cursor, limit }: z.infer<typeof personalDataPage>,
): Promise<Row[]> {
  const page = { userId: user.id, after: cursor ? { gt: cursor } : undefined, take: limit }
  return section === 'membershipHistory'
    ? membershipHistory(pool, { userId: user.id, after: cursor ?? '0', take: limit })
    : lists[section](db, page)
}

type List = (db: PrismaClient, page: Page) => Promise<Row[]>

const lists: Record<Exclude<z.infer<typeof section>, 'membershipHistory'>, List> = {
  sessions: (db, page) =>
    db.session.findMany({
      ...ownOf(page),
      select: {
        ...{ id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true, toldAt: true },
        ...{ endedAt: true, withFactor: true, byPasskey: true, issuer: true },
      },
    }),

  apiTokens: (db, page) =>
    db.apiToken.findMany({
      ...ownOf(page),
      select: {
        ...{ id: true, name: true, hint: true, scopes: true, createdAt: true },
        ...{ expiresAt: true, lastUsedAt: true, revokedAt: true, botId: true },
      },
    }),

  bots: (db, page) =>
    db.bot.findMany({
      ...ownOf(page),
      select: { id: true, name: true, createdAt: true, disabledAt: true },
    }),

  passkeys: (db, page) =>
    db.passkey.findMany({
      ...ownOf(page),
      select: {
        ...{ id: true, name: true, transports: true, isBackedUp: true },
        ...{ createdAt: true, lastUsedAt: true },
      },
    }),

  identities: (db, page) =>
    db.identity.findMany({
      ...ownOf(page),
      select: {
        ...{ id: true, issuer: true, subject: true, label: true },
        ...{ createdAt: true, lastUsedAt: true },
      },
    }),

  memberships: async (db, { userId, after, take }) => {
    const rows = await db.membership.findMany({
      where: { userId, ...(after && { workspaceId: after }) },
      orderBy: { workspaceId: 'asc' },
      take,
      select: {
        ...{ workspaceId: true, role: true, joinedAt: true },
        workspace: { select: { name: true, slug: true } },
      },
    })
    return rows.map(({ workspaceId, ...row }) => ({ id: workspaceId, ...row }))
  },

  teams: async (db, { userId, after, take }) => {
    const rows = await db.teamMember.findMany({
      where: { userId, ...(after && { teamId: after }) },
      orderBy: { teamId: 'asc' },
      take,
      select: {
        ...{ teamId: true, workspaceId: true, addedAt: true },
        team: { select: { name: true } },
      },
    })
    return rows.map(({ teamId, team, ...row }) => ({ id: teamId, name: team.name, ...row }))
  },

  /** Those that they made, without the addresses of others, and those by which they came. */
  invitations: async (db, { userId, after, take }) => {
    const rows = await db.invitation.findMany({
      where: {
        OR: [{ invitedById: userId }, { acceptedById: userId }],
        ...(after && { id: after }),
      },
      orderBy: { id: 'asc' },
      take,
      select: {
        ...{ id: true, workspaceId: true, role: true, email: true, invitedById: true },
        ...{ createdAt: true, expiresAt: true, acceptedAt: true, revokedAt: true },
        acceptedById: true,
      },
    })
    return rows.map(({ invitedById, acceptedById, email, ...row }) => ({
      ...row,
      isMadeByMe: invitedById === userId,
      isForMe: acceptedById === userId,
      email: acceptedById === userId ? email : null,
    }))
  },

  /** That wait to be sent to their address. */
  letters: async (db, { userId, after, take }) => {
    const { email } = await db.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true },
    })
    return db.letter.findMany({
      where: { email, ...(after && { id: after }) },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, kind: true, email: true, createdAt: true, attempts: true, dueAt: true },
    })
  },
}

const ownOf = ({ userId, after, take }: Page) => ({
  where: { userId, ...(after && { id: after }) },
  orderBy: { id: 'asc' as const },
  take,
})

interface HistoryPage extends Omit<Page, 'after'> {
  readonly after: string
}

/** Parameters: whose, the number behind which a page begins, rows. In the order of the index that has what is about a person. */
export const membershipHistorySql = `
  select e.id::text, e.type, e.at, e.data->>'workspaceId' as "workspaceId", e.data->>'role' as role
    from "Event" e
   where coalesce(e.data->>'userId', e.data->>'actorId') = $1 and e.id > $2::bigint
     and e.type in ('member.joined', 'member.role_changed', 'member.removed', 'member.suspended', 'member.resumed')
   order by e.id limit $3`

/** When they came into workspaces and left them, and as what: of those that they are in no more there is nothing else. */
async function membershipHistory(pool: Pool, { userId, after, take }: HistoryPage) {
  const { rows } = await pool.query<Row>({
    name: 'membership-history',
    text: membershipHistorySql,
    values: [userId, after, take],
  })
  return rows
}
