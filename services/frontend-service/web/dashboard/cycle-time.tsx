import { Link } from '@tanstack/react-router'
import { useMe } from '../account/session.ts'
import { dayAt, plainDay } from '../dates.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ChartFrame } from './chart-frame.tsx'
import { ChartTable } from './chart-table.tsx'
import { CycleTimePlot } from './cycle-time-plot.tsx'
import { type Figures, tookWords } from './figures.ts'
import { Legend } from './legend.tsx'

const HOURS_MAX = 48

type Props = Pick<Figures, 'cycleTime' | 'asOf'> & { from: string }

/** How long each finished task took, with the times most of them kept. */
export function CycleTime({ cycleTime, asOf, from }: Props) {
  const { count, p50Hours, p85Hours, points } = cycleTime
  const inHours = points.every(({ hours }) => hours < HOURS_MAX)
  const summary =
    p50Hours === null || p85Hours === null
      ? dashboardWords().tooFew(count)
      : dashboardWords().cycleTimeSummary(count, tookWords(p50Hours), tookWords(p85Hours))
  return (
    <ChartFrame
      title={dashboardWords().cycleTime}
      lead={inHours ? dashboardWords().cycleTimeHours : dashboardWords().cycleTimeLead}
      asOf={asOf}
      legend={p50Hours === null ? <span>{dashboardWords().tooFew(count)}</span> : <Marks />}
      table={<Table points={points} />}
    >
      {(width) =>
        count === 0 ? (
          <EmptyState title={dashboardWords().none}>{dashboardWords().noneLead}</EmptyState>
        ) : (
          <CycleTimePlot
            cycleTime={cycleTime}
            hoursPerUnit={inHours ? 1 : 24}
            from={from}
            width={width}
            summary={summary}
          />
        )
      }
    </ChartFrame>
  )
}

const Marks = () => (
  <>
    <Legend shape="dot" colour="var(--ch-1)">
      {dashboardWords().oneTask}
    </Legend>
    <Legend shape="dot" colour="var(--ch-2)">
      {dashboardWords().over}
    </Legend>
    <Legend shape="line" colour="var(--ink-2)">
      p50
    </Legend>
    <Legend shape="dashes" colour="var(--ch-2)">
      p85
    </Legend>
  </>
)

function Table({ points }: { points: Figures['cycleTime']['points'] }) {
  const { timeZone } = useMe()
  return (
    <ChartTable
      caption={dashboardWords().cycleTime}
      heads={[dashboardWords().task, dashboardWords().completed, dashboardWords().took]}
      rows={[...points].reverse().map(({ key, title, completedAt, hours }) => ({
        id: key,
        cells: [
          <Link
            key={key}
            to="."
            search={(before) => ({ ...before, peek: key })}
            className="hover:underline"
          >
            {key} {title}
          </Link>,
          <span key="day" className="whitespace-nowrap px-3">
            {plainDay(dayAt(completedAt, timeZone))}
          </span>,
          <span key="took" className="whitespace-nowrap">
            {tookWords(hours)}
          </span>,
        ],
      }))}
    />
  )
}
