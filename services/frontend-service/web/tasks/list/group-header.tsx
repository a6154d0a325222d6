import { ChevronDown, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { m } from '../../messages.ts'
import { IconButton } from '../../ui/button.tsx'

interface Props {
  name: string
  icon?: ReactNode
  count: ReactNode
  isOpen: boolean
  onToggle: () => void
  /** Left out for those who only read. */
  onAdd?: () => void
}

/** Heading of a group of tasks; folds them away. */
export const GroupHeader = ({ name, icon, count, isOpen, onToggle, onAdd }: Props) => (
  <div className="sticky top-0 z-(--z-sticky) bg-surface px-2 py-[3px] max-md:px-0">
    <h2 className="flex items-center gap-2 h-7.5 pl-2 pr-1 rounded-sm max-md:rounded-none bg-hover font-strong">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex items-center gap-2 flex-1 h-full text-left"
      >
        <ChevronDown aria-hidden className={isOpen ? 'text-ink-3' : 'text-ink-3 -rotate-90'} />
        {icon}
        {name}
        {count}
      </button>
      {onAdd && (
        <IconButton label={m.tasks.addTo(name)} className="size-6" onClick={onAdd}>
          <Plus aria-hidden />
        </IconButton>
      )}
    </h2>
  </div>
)
