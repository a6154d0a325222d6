import { randomBytes } from 'node:crypto'
import type { Prisma, PrismaClient } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import { lockAccounts } from '../accounts/account-lock.ts'
import { ADDRESS_CHANGE_HOURS, ADDRESS_LETTERS_MAX, ADDRESS_LINK_MINUTES } from '../limits.ts'

const HOUR_MS = 3_600_000

/** What a link does once it is used: proves the address of an account, gives it another one, or stops that. */
type Purpose = 'prove' | 'take' | 'keep'

interface Wanted {
  readonly userId: string
  readonly purpose: Purpose
  /** Where the link goes. */
  readonly email: string
}

/** The change that an account waits for. It ends with the session that asked for it and with whatever ends all sessions:
 *  whoever took a session must not keep a way to the account that outlives it. */
export async function livingChange(db: Prisma.TransactionClient, userId: string) {
  const found = await db.addressChange.findUnique({
    where: {
      userId,
      createdAt: { gt: new Date(Date.now() - ADDRESS_CHANGE_HOURS * HOUR_MS) },
      session: { endedAt: null },
    },
    select: { email: true, createdAt: true, epoch: true, user: { select: { epoch: true } } },
  })
  return found && found.epoch === found.user.epoch ? found : undefined
}

/** Whether a link to `email` has something to do still, and until when at most. */
async function endOf(db: Prisma.TransactionClient, { userId, purpose, email }: Wanted) {
  const soon = new Date(Date.now() + ADDRESS_LINK_MINUTES * 60_000)
  const isOwn = (await db.user.count({ where: { id: userId, email, disabledAt: null } })) > 0
  if (purpose === 'prove') return isOwn ? soon : undefined
  const change = await livingChange(db, userId)
  if (purpose === 'take') return change?.email === email ? soon : undefined
  // It lets nobody in: it may be used for as long as there is something to stop.
  return change && isOwn
    ? new Date(change.createdAt.getTime() + ADDRESS_CHANGE_HOURS * HOUR_MS)
    : undefined
}

/** Secret of a new link; undefined where it would have nothing to do. Asking again ends no link that is on its way, but for
 *  the oldest of many. */
export const newAddressLink = (db: PrismaClient, wanted: Wanted) =>
  db.$transaction(async (tx) => {
    const { userId, purpose } = wanted
    const [account] = await lockAccounts(tx, [userId])
    const expiresAt = account && !account.disabledAt ? await endOf(tx, wanted) : undefined
    if (!expiresAt) return undefined
    const surplus = await tx.addressLink.findMany({
      where: { userId, purpose },
      orderBy: { createdAt: 'desc' },
      skip: ADDRESS_LETTERS_MAX - 1,
      take: ADDRESS_LETTERS_MAX,
      select: { tokenHash: true },
    })
    await tx.addressLink.deleteMany({
      where: { tokenHash: { in: surplus.map(({ tokenHash }) => tokenHash) } },
    })
    const token = randomBytes(32).toString('base64url')
    const data = { ...wanted, tokenHash: digest(token), createdAt: new Date(), expiresAt }
    await tx.addressLink.create({ data, select: { userId: true } })
    return token
  })

/** A link that works. Used, expired, invented links and those of what was stopped look alike. */
export async function livingLink(db: Prisma.TransactionClient, tokenHash: string) {
  const link = await db.addressLink.findUnique({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      ...{ userId: true, purpose: true, email: true },
      user: { select: { email: true, emailProvedAt: true, name: true, epoch: true } },
    },
  })
  if (!link || !(await endOf(db, link))) throw linkGone()
  return link
}

export const linkGone = () =>
  appError('NOT_FOUND', 'This link is no longer valid', {
    fields: { token: 'is no longer valid' },
    reason: 'link_gone',
  })
