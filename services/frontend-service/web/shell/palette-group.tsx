import { Command } from 'cmdk'
import type { ReactNode } from 'react'

/** Commands of one kind under their name. */
export const Group = ({ name, children }: { name: string; children: ReactNode }) => (
  <Command.Group
    heading={name}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1.5 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
  >
    {children}
  </Command.Group>
)

export const itemClass =
  'flex items-center gap-2.5 h-9 max-md:h-11 px-2.5 rounded-sm cursor-pointer aria-selected:bg-selected [&>.lucide]:text-ink-3'
