import { appError } from '../../chassis/trpc.ts'
import { NAMED_PEOPLE_MAX, NAMED_TEAMS_MAX, peopleNamedIn, teamsNamedIn } from '../limits.ts'

/** Refuses a text that would call too many people at once. */
export function refuseManyNamed(text: string) {
  if (teamsNamedIn(text).length > NAMED_TEAMS_MAX)
    throw tooMany('Teams', { limit: NAMED_TEAMS_MAX, reason: 'many_teams' })
  if (peopleNamedIn(text).length > NAMED_PEOPLE_MAX)
    throw tooMany('People', { limit: NAMED_PEOPLE_MAX, reason: 'many_people' })
}

const tooMany = (what: string, facts: { limit: number; reason: string }) =>
  appError('BAD_REQUEST', `${what} that a text names: at most ${facts.limit}`, facts)
