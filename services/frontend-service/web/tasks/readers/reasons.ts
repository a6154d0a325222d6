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
  /** Null for a team that has no name for the reader. */
  readonly teamOf: (id: string | null) => string | null
}

/** Why somebody sees a place, in sentences: first what gives the role that counts. */
export function sentencesOf(reader: Reader, facts: Facts) {
  const { userId, role, own, byWorkspace, isGuest } = reader
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
  // A server of the release before names none.
  const byTeams = (reader.teams ?? []).map((one) => ({
    ...{ role: one.role, reason: teamReason(one, isMe, facts) },
    more: teamGiven(one, facts),
  }))
  const alone = reader.alone && { role, reason: aloneReason(reader.alone, isMe, facts) }
  const reasons: Reason[] = [given, ...byTeams, workspace, alone].flatMap((one) => one || [])
  const counts = reasons.find((one) => one.role === role)
  return [
    ...(counts ? [words.sentence(role, counts.reason, isMe)] : []),
    ...(counts?.more ? [counts.more] : []),
    ...reasons
      .filter((one) => one !== counts)
      .map((other) => words.also(m.settings.roles[other.role], other.reason)),
    ...(isGuest ? [words.guest] : []),
  ]
}

interface Reason {
  readonly role: Reader['role']
  readonly reason: string
  /** A sentence of its own. */
  readonly more?: string | null
}
type TeamGrant = Reader['teams'][number]

function teamReason({ teamId, addedById, addedAt }: TeamGrant, isMe: boolean, facts: Facts) {
  const by = addedById === null ? undefined : byOf(addedById, facts)
  return readerWords().reasons.team(
    { team: facts.teamOf(teamId), by, day: dayOf(addedAt, facts) },
    isMe,
  )
}

/** Whom a guest does not meet has no name for them. */
const teamGiven = ({ role, givenById, givenAt }: TeamGrant, facts: Facts) =>
  givenById === null
    ? null
    : readerWords().teamGiven({
        ...{ role: m.settings.roles[role], by: byOf(givenById, facts) },
        day: dayOf(givenAt, facts),
      })

function aloneReason(
  { givenById, givenAt }: NonNullable<Reader['alone']>,
  isMe: boolean,
  facts: Facts,
) {
  const by = givenById === null ? undefined : byOf(givenById, facts)
  return readerWords().reasons.alone({ by, day: dayOf(givenAt, facts) }, isMe)
}

const byOf = (id: string | null, { meId, nameOf }: Facts) => (id === meId ? null : nameOf(id))

function dayOf(at: string, { timeZone, today }: Facts) {
  const of = dayAt(at, timeZone)
  return of.slice(0, 4) === today.slice(0, 4) ? plainDay(of) : exactDay(of)
}

function reasonOf(
  { role, how, byId, at }: NonNullable<Reader['own']>,
  isMe: boolean,
  facts: Facts,
) {
  const { reasons } = readerWords()
  if (how === null || at === null) return reasons.member(isMe)
  const given = { role: m.settings.roles[role], day: dayOf(at, facts), by: byOf(byId, facts) }
  // Whom a guest does not meet has no name for them.
  if (byId === null && how !== 'inherited') return reasons.member(isMe)
  return reasons[how](given, isMe)
}
