import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Day, dayNumber, dayOf } from '../../dates.ts'
import { useMe } from '../session.ts'
import { endOfDay } from '../tokens/end-of-day.ts'
import { auditWords } from './audit-words.ts'

const from = '/signed-in/settings/audit'

export type Kind = keyof ReturnType<typeof auditWords>['kinds']
export const kinds = () => Object.keys(auditWords().kinds).filter(isKind)
const isKind = (text: string): text is Kind => Object.hasOwn(auditWords().kinds, text)

/** Which entries are on screen, as the address says: of a kind, about somebody, between two days of the reader's zone. */
export function useAuditFilter() {
  const asked = useSearch({ from })
  const search = { ...asked, first: day(asked.first), last: day(asked.last) }
  const navigate = useNavigate({ from: '/settings/audit' })
  const { timeZone } = useMe()
  const { kind, person, first, last } = search
  const begins = first && after(dayOf(dayNumber(first) - 1), timeZone)
  const ends = last && after(last, timeZone)
  return {
    search,
    isOn: Boolean(kind || person || first || last),
    set: (change: Partial<typeof search>) =>
      void navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    /** The same as user-service asks for it. */
    input: {
      ...(kind && isKind(kind) && { kind }),
      ...(person && { userId: person }),
      ...(begins && { from: begins }),
      ...(ends && { until: ends }),
    },
  }
}

const day = (text = '') => text.match(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)?.[0]

/** The first instant that is no longer of a day. */
function after(day: Day, timeZone: string) {
  const end = endOfDay(day, timeZone)
  return end && new Date(Date.parse(end) + 1).toISOString()
}
