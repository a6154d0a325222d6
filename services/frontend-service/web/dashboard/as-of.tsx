import { useMe } from '../account/session.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import type { Figures } from './figures.ts'

/** Up to which moment the figures are complete. */
export function AsOf({ asOf: { at, behindSeconds } }: { asOf: Figures['asOf'] }) {
  const { timeZone } = useMe()
  return (
    <span className="ml-auto text-ink-3 nums">
      {at
        ? dashboardWords().asOf(secondOf(at, timeZone), behindSeconds ?? 0)
        : dashboardWords().catchingUp}
    </span>
  )
}

const secondOf = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(new Date(instant))
