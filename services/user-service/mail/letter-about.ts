import type { PrismaClient } from '#db/user'
import { newAddressLink } from '../addresses/address-links.ts'
import { letterOf } from './letters.ts'

/** Of so many owners a letter tells the addresses. */
const CONTACTS_MAX = 3

const addressee = { id: true, name: true, locale: true, emailProvedAt: true } as const

interface Waiting {
  readonly kind: string
  readonly email: string
  /** Whose account it is about, where `email` is not its address. */
  readonly byId: string | null
}

/** A letter about the address of an account, by a link that is made for it; undefined where there is nothing to say by now. */
export async function letterAbout(
  db: PrismaClient,
  { kind, email, byId }: Waiting,
  origin: string,
) {
  const linkFor = async (userId: string, purpose: 'prove' | 'take' | 'keep') => {
    const token = await newAddressLink(db, { userId, purpose, email })
    return token && `${origin}/address/${token}`
  }
  const owner = await db.user.findUnique({
    where: { email },
    select: { ...addressee, disabledAt: true },
  })
  if (kind === 'address_proof' || kind === 'address_changing') {
    if (!owner || (kind === 'address_proof' && owner.emailProvedAt)) return undefined
    const link = await linkFor(owner.id, kind === 'address_proof' ? 'prove' : 'keep')
    return link && letterOf(kind, owner, { link })
  }
  const asker =
    byId === null
      ? null
      : await db.user.findUnique({ where: { id: byId, disabledAt: null }, select: addressee })
  if (!asker) return undefined
  if (kind === 'address_left') return letterOf(kind, asker)
  if (kind === 'address_changed')
    return letterOf(kind, asker, { contacts: await ownersAround(db, asker.id) })
  // Whoever has the address learns of it, and whoever wants it does not.
  if (owner)
    return owner.disabledAt || owner.id === asker.id ? undefined : letterOf('address_taken', owner)
  const link = await linkFor(asker.id, 'take')
  return link && letterOf('address_wanted', asker, { link })
}

/** Addresses of owners of the workspaces of somebody, as members see them. */
async function ownersAround(db: PrismaClient, userId: string) {
  const memberships = await db.membership.findMany({
    where: { userId, role: { not: 'guest' } },
    select: { workspaceId: true },
  })
  const owners = await db.user.findMany({
    where: {
      ...{ id: { not: userId }, disabledAt: null },
      memberships: {
        some: { role: 'owner', workspaceId: { in: memberships.map((one) => one.workspaceId) } },
      },
    },
    orderBy: { createdAt: 'asc' },
    take: CONTACTS_MAX,
    select: { email: true },
  })
  return owners.map(({ email }) => email)
}
