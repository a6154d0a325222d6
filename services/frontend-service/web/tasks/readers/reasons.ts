import type { Role } from '../../../../task-service/contract.ts'
import { type ByBot, madeBy } from '../../account/made-by.ts'
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

/** `say` is told who gave it: null for the reader, undefined for whom a guest does not meet. */
function givenBy(
  { by, bot }: { by: string | null; bot: ByBot },
  { meId, nameOf }: Facts,
  say: (by: string | null | undefined) => string,
) {
  if (by === null) return say(undefined)
  if (by === meId && !bot) return say(null)
  return madeBy(nameOf(by), bot, say)
}

/** No token puts somebody into a team, and so no bot. */
function teamReason({ teamId, addedById, addedAt }: TeamGrant, isMe: boolean, facts: Facts) {
  const [team, day] = [facts.teamOf(teamId), dayOf(addedAt, facts)]
  return givenBy({ by: addedById, bot: null }, facts, (by) =>
    readerWords().reasons.team({ team, by, day }, isMe),
  )
}

/** Whom a guest does not meet has no name for them. */
const teamGiven = ({ role, givenById, givenByBot, givenAt }: TeamGrant, facts: Facts) =>
  givenById === null
    ? null
    : givenBy({ by: givenById, bot: givenByBot }, facts, (by = null) =>
        readerWords().teamGiven({ role: m.settings.roles[role], by, day: dayOf(givenAt, facts) }),
      )

function aloneReason(
  { givenById, givenByBot, givenAt }: NonNullable<Reader['alone']>,
  isMe: boolean,
  facts: Facts,
) {
  const day = dayOf(givenAt, facts)
  return givenBy({ by: givenById, bot: givenByBot }, facts, (by) =>
    readerWords().reasons.alone({ by, day }, isMe),
  )
}

function dayOf(at: string, { timeZone, today }: Facts) {
  const of = dayAt(at, timeZone)
  return of.slice(0, 4) === today.slice(0, 4) ? plainDay(of) : exactDay(of)
}

function reasonOf(
  { role, how, byId, byBot, at }: NonNullable<Reader['own']>,
  isMe: boolean,
  facts: Facts,
) {
  const { reasons } = readerWords()
  if (how === null || at === null) return reasons.member(isMe)
  const given = { role: m.settings.roles[role], day: dayOf(at, facts) }
  if (how === 'inherited') return reasons.inherited({ ...given, by: null }, isMe)
  return givenBy({ by: byId, bot: byBot }, facts, (by) =>
    // Whom a guest does not meet has no name for them.
    by === undefined ? reasons.member(isMe) : reasons[how]({ ...given, by }, isMe),
  )
}
