import { useId } from 'react'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { StatusShape } from '../tasks/fields/status.tsx'
import { Bar, Cells } from '../ui/cells.tsx'
import type { Figures } from './figures.ts'

const CELLS_MAX = 10

/** Where the open work stands, counted in cells. */
export function OpenByStatus({ statuses }: { statuses: Figures['openByStatus'] }) {
  const id = useId()
  const most = Math.max(1, ...statuses.map(({ count }) => count))
  return (
    <section aria-labelledby={id} className="lg:col-span-2 pt-3.5 px-5 pb-6">
      <h2 id={id} className="font-strong h-6">
        {dashboardWords().openByStatus}
      </h2>
      <p className="text-12 text-ink-3 mb-1.5">
        {statuses.length > 0 ? dashboardWords().openByStatusLead : dashboardWords().openNone}
      </p>
      <ul className="max-w-160">
        {statuses.map(({ name, group, count }) => (
          <li
            key={`${group} ${name}`}
            className="grid grid-cols-[16px_112px_28px_minmax(0,1fr)] items-center gap-2 h-(--row)"
          >
            <StatusShape shape={group} />
            <span className="cut">{name}</span>
            <span className="nums">{count}</span>
            {most > CELLS_MAX ? (
              <Bar share={count / most} />
            ) : (
              <Cells value={count} of={count} fill="accent" />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
