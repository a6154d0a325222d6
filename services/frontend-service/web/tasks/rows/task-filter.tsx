import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { m } from '../../messages.ts'

interface Props {
  all?: true
  mine?: true
  /** A board shows every status anyway. */
  hasAll?: boolean
}

/** What of the project is shown; the address says the same. */
export const TaskFilter = ({ all, mine, hasAll }: Props) => (
  <>
    {hasAll && (
      <Pill field={m.tasks.status}>
        <Choice isOn={!all} change={{ all: undefined }} text={m.tasks.showOpen} />
        <Choice isOn={Boolean(all)} change={{ all: true }} text={m.tasks.showAll} />
      </Pill>
    )}
    <Pill field={m.tasks.assignee}>
      <Choice isOn={!mine} change={{ mine: undefined }} text={m.tasks.anyone} />
      <Choice isOn={Boolean(mine)} change={{ mine: true }} text={m.tasks.showMine} />
    </Pill>
  </>
)

const Pill = ({ field, children }: { field: string; children: ReactNode }) => (
  <div className="inline-flex items-center h-6 rounded-sm bg-raised shadow-[inset_0_0_0_1px_var(--line-2)] text-12 whitespace-nowrap overflow-hidden flex-none">
    <span className="px-2 text-ink-3 max-sm:sr-only">{field}</span>
    {children}
  </div>
)

const Choice = ({
  isOn,
  change,
  text,
}: {
  isOn: boolean
  change: { all?: true | undefined } | { mine?: true | undefined }
  text: string
}) => (
  <Link
    to="."
    search={(before) => ({ ...before, ...change })}
    replace
    aria-current={isOn ? 'true' : undefined}
    className={clsx(
      'flex items-center h-full px-2 border-l border-line max-sm:first-of-type:border-l-0 focus-visible:outline-offset-[-2px]',
      isOn ? 'font-medium text-ink bg-pressed' : 'text-ink-3 hover:text-ink',
    )}
  >
    {text}
  </Link>
)
