import { m } from '../../messages.ts'
import type { Section } from './use-sections.ts'

/** How many tasks a group within a group holds, or that there may be more where not all of the group has been read. */
export const SubCount = ({ section: { column, isWhole } }: { section: Section }) => (
  <span className="text-ink-3 font-text nums">
    {isWhole ? column.count : m.tasks.countMore(column.count)}
  </span>
)
