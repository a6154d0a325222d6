import { ChartColumn, Table } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { IconButton } from '../ui/button.tsx'
import { AsOf } from './as-of.tsx'
import type { Figures } from './figures.ts'
import { WithWidth } from './with-width.tsx'

export const CHART_HEIGHT = 266

interface Props {
  title: string
  lead: string
  asOf: Figures['asOf']
  legend: ReactNode
  /** The same figures as a table. */
  table: ReactNode
  children: (width: number) => ReactNode
}

/** A chart with its twin as a table, its legend and the moment it shows. */
export function ChartFrame({ title, lead, asOf, legend, table, children }: Props) {
  const id = useId()
  const [isTable, setTable] = useState(false)
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col min-w-0 pt-3.5 px-5 pb-2.5 border-b border-line lg:odd:border-r"
    >
      <header className="flex items-center gap-2 h-6">
        <h2 id={id} className="font-strong cut">
          {title}
        </h2>
        <span className="ml-auto flex">
          <IconButton
            label={dashboardWords().asChart}
            aria-pressed={!isTable}
            onClick={() => setTable(false)}
          >
            <ChartColumn aria-hidden />
          </IconButton>
          <IconButton
            label={dashboardWords().asTable}
            aria-pressed={isTable}
            onClick={() => setTable(true)}
          >
            <Table aria-hidden />
          </IconButton>
        </span>
      </header>
      <p className="text-12 text-ink-3 mb-1.5">{lead}</p>
      {isTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys
        <div className="overflow-y-auto" style={{ height: CHART_HEIGHT }} tabIndex={0}>
          {table}
        </div>
      ) : (
        <WithWidth height={CHART_HEIGHT}>{children}</WithWidth>
      )}
      <footer className="flex flex-wrap items-center gap-x-3.5 gap-y-1 mt-auto pt-1.5 text-12 text-ink-2">
        {legend}
        <AsOf asOf={asOf} />
      </footer>
    </section>
  )
}
