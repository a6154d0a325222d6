import type { ReactNode } from 'react'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { type Figures, tookWords } from './figures.ts'

/** The four figures that come before any chart. */
export function KeyFigures({ figures: { totals, cycleTime } }: { figures: Figures }) {
  const { p50Hours, p85Hours, count } = cycleTime
  const none = dashboardWords().tooFew(count)
  return (
    <dl className="grid grid-cols-2 lg:grid-cols-4 border-b border-line">
      <Figure name={dashboardWords().open} value={totals.open}>
        {totals.overdue > 0 && (
          <span className="text-danger-ink">{dashboardWords().overdue(totals.overdue)}</span>
        )}
      </Figure>
      <Figure name={dashboardWords().completed} value={totals.completed}>
        {dashboardWords().inRange}
      </Figure>
      <Figure name={dashboardWords().p50} value={p50Hours === null ? '–' : tookWords(p50Hours)}>
        {p50Hours === null ? none : dashboardWords().half}
      </Figure>
      <Figure name={dashboardWords().p85} value={p85Hours === null ? '–' : tookWords(p85Hours)}>
        {p85Hours === null ? none : dashboardWords().most}
      </Figure>
    </dl>
  )
}

interface Props {
  name: string
  value: ReactNode
  children: ReactNode
}

const Figure = ({ name, value, children }: Props) => (
  <div className="grid gap-0.5 px-5 py-3.5 border-line even:border-l max-lg:nth-[n+3]:border-t lg:not-first:border-l">
    <dt className="text-12 text-ink-3">{name}</dt>
    <dd className="flex flex-wrap items-baseline gap-x-2 text-20 font-strong tracking-[-.01em] nums">
      {value}
      <small className="text-12 font-text tracking-normal text-ink-3">{children}</small>
    </dd>
  </div>
)
