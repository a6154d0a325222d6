import type { Role } from '../../../../task-service/contract.ts'
import { dayAt, exactDay, plainDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import { readerWords } from './reader-words.ts'

export type Reader = Outputs['task']['readers']['ofProject']['items'][number]

interface Facts {
  readonly meId: string
  readonly nameOf: (id: string | null) => string
  readonly timeZone: string
  readonly today: string
  /** The strongest role that the open project gives by itself. */
  readonly openRole: Role
}

/** Why somebody sees a place, in sentences: first what gives the role that counts. */
export function sentencesOf({ userId, role, own, byWorkspace, isGuest }: Reader, facts: Facts) {
  const words = readerWords()
  const isMe = userId === facts.meId
  const isGiven = facts.openRole !== 'owner' && byWorkspace === facts.openRole
  const workspace = byWorkspace && {
    role: byWorkspace,
    reason: isGiven
      ? words.reasons.everybody(m.settings.roles[byWorkspace])
      : words.reasons.workspace(m.settings.roles[byWorkspace], isMe),
  }
  const given = own && { role: own.role, reason: reasonOf(own, isMe, facts) }
  const reasons = [given, workspace].flatMap((one) => one ?? [])
  const counts = reasons.find((one) => one.role === role)
  return [
    ...(counts ? [words.sentence(role, counts.reason, isMe)] : []),
    ...reasons
      .filter((one) => one !== counts)
      .map((other) => words.also(m.settings.roles[other.role], other.reason)),
    ...(isGuest ? [words.guest] : []),
  ]
}

function reasonOf(
  { role, how, byId, at }: NonNullable<Reader['own']>,
  isMe: boolean,
  { meId, nameOf, timeZone, today }: Facts,
) {
  const { reasons } = readerWords()
  if (how === null || at === null) return reasons.member(isMe)
  const of = dayAt(at, timeZone)
  const day = of.slice(0, 4) === today.slice(0, 4) ? plainDay(of) : exactDay(of)
  const given = { role: m.settings.roles[role], day, by: byId === meId ? null : nameOf(byId) }
  // Whom a guest does not meet has no name for them.
  if (byId === null && how !== 'inherited') return reasons.member(isMe)
  return reasons[how](given, isMe)
}
