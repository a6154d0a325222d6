import type { Prisma } from '#db/user'
import { audit } from '../audit/record.ts'
import { SESSIONS_MAX } from '../limits.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The gateway's sessions end after 7 days without use and after 30 days at the latest. */
export const isLive = () => ({
  endedAt: null,
  lastSeenAt: { gt: new Date(Date.now() - 7 * DAY_MS) },
  createdAt: { gt: new Date(Date.now() - 30 * DAY_MS) },
})

interface Begun {
  readonly userId: string
  readonly epoch: number
  readonly ip: string
  readonly userAgent: string
  readonly withFactor?: boolean
  readonly byPasskey?: boolean
  /** The provider that it begins with, and its ID token, sealed. */
  readonly issuer?: string | null
  readonly idToken?: string | null
}

/** Under the lock of the account. `ended`: the sessions that had to make room. */
export async function openSession(tx: Prisma.TransactionClient, { epoch, ...session }: Begun) {
  const { userId } = session
  const surplus = await tx.session.findMany({
    where: { userId, ...isLive() },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: SESSIONS_MAX - 1,
    select: { id: true },
  })
  const ended = surplus.map((session) => session.id)
  await tx.session.updateMany({ where: { id: { in: ended } }, data: { endedAt: new Date() } })
  const { id } = await tx.session.create({ data: session, select: { id: true } })
  await audit(tx, {
    ...{ kind: 'sign_in', actorId: userId, subjectId: userId, via: 'sign_in', ip: session.ip },
    facts: { way: wayOf(session), sessionId: id },
    detail: { device: session.userAgent },
  })
  return { sessionId: id, epoch, ended }
}

function wayOf({
  byPasskey,
  issuer,
  withFactor,
}: Pick<Begun, 'byPasskey' | 'issuer' | 'withFactor'>) {
  if (byPasskey) return 'passkey'
  if (issuer) return 'provider'
  return withFactor ? 'factor' : 'password'
}
