import { type ReactNode, useId } from 'react'
import { keepRowFocus } from '../keys/row-focus.ts'

interface Props {
  title: string
  lead?: string
  /** At the right of the title. */
  action?: ReactNode
  /** Where a link to it leads. */
  id?: string
  children: ReactNode
}

/** Settings that belong together, in a box of rows. */
export function SettingsSection({ title, lead, action, id: place, children }: Props) {
  const id = useId()
  return (
    <section ref={keepRowFocus} id={place} aria-labelledby={id} className="scroll-mt-5">
      <header className="flex flex-wrap items-end justify-between gap-3 mb-4">
        <div>
          <h2 id={id} className="text-20 font-strong tracking-[-.015em]">
            {title}
          </h2>
          {lead && <p className="text-ink-3 mt-1 max-w-[60ch]">{lead}</p>}
        </div>
        {action}
      </header>
      <div className="rounded-lg border border-line divide-y divide-line overflow-hidden top-down">
        {children}
      </div>
    </section>
  )
}

interface NothingProps {
  title: string
  /** What it would be good for. */
  lead: string
  /** How it begins, where that takes more than the button above. */
  children?: ReactNode
}

/** What stands in the box while it has no row. */
export const NothingYet = ({ title, lead, children }: NothingProps) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-1 px-3.5 py-3">
    <p className="font-medium">{title}</p>
    <p className="text-ink-3">{lead}</p>
    {children && <div className="mt-1">{children}</div>}
  </div>
)

interface RowProps {
  label: string
  hint?: string
  children: ReactNode
}

/** One setting: what it is at the left, its control at the right; a long hint takes more lines before the control does. */
export const SettingsRow = ({ label, hint, children }: RowProps) => (
  <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 min-h-14 px-3.5 py-2.5">
    <div className="sm:max-w-md">
      <p className="font-medium">{label}</p>
      {hint && <p className="text-12 text-ink-3">{hint}</p>}
    </div>
    {children}
  </div>
)
