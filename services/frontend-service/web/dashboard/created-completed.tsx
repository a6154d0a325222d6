import { plainDay } from '../dates.ts'
import { m } from '../messages.ts'
import { ChartFrame } from './chart-frame.tsx'
import { ChartTable } from './chart-table.tsx'
import { CreatedCompletedPlot } from './created-completed-plot.tsx'
import { type Bars, barsOf, type Figures, sum } from './figures.ts'
import { Legend } from './legend.tsx'

/** What came in against what got done. */
export function CreatedCompleted({ perDay, asOf }: Pick<Figures, 'perDay' | 'asOf'>) {
  const { isWeekly, bars } = barsOf(perDay)
  const summary = m.dashboard.createdCompletedSummary(
    sum(perDay.map(({ created }) => created)),
    sum(perDay.map(({ completed }) => completed)),
  )
  return (
    <ChartFrame
      title={m.dashboard.createdCompleted}
      lead={isWeekly ? m.dashboard.createdCompletedWeeks : m.dashboard.createdCompletedLead}
      asOf={asOf}
      legend={
        <>
          <Legend shape="bar" colour="var(--line-control)">
            {m.dashboard.created}
          </Legend>
          <Legend shape="bar" colour="var(--ch-1)">
            {m.dashboard.completed}
          </Legend>
        </>
      }
      table={<Table isWeekly={isWeekly} bars={bars} />}
    >
      {(width) => <CreatedCompletedPlot bars={bars} width={width} summary={summary} />}
    </ChartFrame>
  )
}

const Table = ({ isWeekly, bars }: Bars) => (
  <ChartTable
    caption={m.dashboard.createdCompleted}
    heads={[
      isWeekly ? m.dashboard.week : m.dashboard.day,
      m.dashboard.created,
      m.dashboard.completed,
    ]}
    rows={[...bars].reverse().map(({ date, created, completed }) => ({
      id: date,
      cells: [plainDay(date), created, completed],
    }))}
  />
)
