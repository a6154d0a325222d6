import { useMe } from '../account/session.ts'
import { m } from '../messages.ts'
import type { Figures } from './figures.ts'

/** Up to which moment the figures are complete. */
export function AsOf({ asOf: { at, behindSeconds } }: { asOf: Figures['asOf'] }) {
  const { timeZone } = useMe()
  return (
    <span className="ml-auto text-ink-3 nums">
      {at ? m.dashboard.asOf(secondOf(at, timeZone), behindSeconds ?? 0) : m.dashboard.catchingUp}
    </span>
  )
}

const secondOf = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(new Date(instant))
