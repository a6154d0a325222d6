import { plainDay } from '../dates.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { ChartFrame } from './chart-frame.tsx'
import { ChartTable } from './chart-table.tsx'
import { CreatedCompletedPlot } from './created-completed-plot.tsx'
import { type Bars, barsOf, type Figures, sum } from './figures.ts'
import { Legend } from './legend.tsx'

/** What came in against what got done. */
export function CreatedCompleted({ perDay, asOf }: Pick<Figures, 'perDay' | 'asOf'>) {
  const { isWeekly, bars } = barsOf(perDay)
  const summary = dashboardWords().createdCompletedSummary(
    sum(perDay.map(({ created }) => created)),
    sum(perDay.map(({ completed }) => completed)),
  )
  return (
    <ChartFrame
      title={dashboardWords().createdCompleted}
      lead={
        isWeekly ? dashboardWords().createdCompletedWeeks : dashboardWords().createdCompletedLead
      }
      asOf={asOf}
      legend={
        <>
          <Legend shape="bar" colour="var(--line-control)">
            {dashboardWords().created}
          </Legend>
          <Legend shape="bar" colour="var(--ch-1)">
            {dashboardWords().completed}
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
    caption={dashboardWords().createdCompleted}
    heads={[
      isWeekly ? dashboardWords().week : dashboardWords().day,
      dashboardWords().created,
      dashboardWords().completed,
    ]}
    rows={[...bars].reverse().map(({ date, created, completed }) => ({
      id: date,
      cells: [plainDay(date), created, completed],
    }))}
  />
)
