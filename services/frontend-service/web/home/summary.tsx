import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe, useWorkspace } from '../account/session.ts'
import { clock } from '../dates.ts'
import { m } from '../messages.ts'
import type { Outputs } from '../trpc.ts'
import { Cells } from '../ui/cells.tsx'
import { Away } from '../ui/panel.tsx'

interface Props {
  summary: Outputs['gateway']['home']['get']['summary']
  onRetry: () => void
}

/** The week in two figures, and how old they are. */
export function Summary({ summary, onRetry }: Props) {
  const { slug } = useWorkspace()
  const { timeZone } = useMe()
  if (summary.state === 'away')
    return <Away isInline name={m.errors.parts.dashboard} onRetry={onRetry} />
  const { openTasks, completedThisWeek, asOf } = summary
  const all = openTasks + completedThisWeek
  return (
    <section>
      <h2 className="flex items-baseline justify-between font-strong mb-2.5">
        <Link
          to="/w/$workspace/dashboards/workspace"
          params={{ workspace: slug }}
          search={{}}
          className="hover:underline underline-offset-4"
        >
          {m.home.thisWeek}
        </Link>
        {asOf.at && (
          <span className="font-text text-12 text-ink-3">
            {m.home.asOf(clock(asOf.at, timeZone))}
          </span>
        )}
      </h2>
      <dl className="grid grid-cols-2 gap-3">
        <Figure name={m.home.completed} value={completedThisWeek}>
          {all > 0 && <Cells value={Math.round((10 * completedThisWeek) / all)} of={10} />}
        </Figure>
        <Figure name={m.home.openTasks} value={openTasks}>
          {all > 0 && <Cells value={Math.round((10 * openTasks) / all)} of={10} fill="accent" />}
        </Figure>
      </dl>
    </section>
  )
}

const Figure = ({
  name,
  value,
  children,
}: {
  name: string
  value: number
  children: ReactNode
}) => (
  <div className="grid gap-1">
    <dt className="text-12 text-ink-3">{name}</dt>
    <dd className="flex items-center gap-2">
      <span className="text-20 font-strong tracking-[-.01em] nums">{value}</span>
      {children}
    </dd>
  </div>
)
