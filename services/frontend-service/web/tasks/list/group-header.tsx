import clsx from 'clsx'
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
  /** Of a group within another, which stays in sight above it. */
  isWithin?: boolean
}

/** Heading of a group of tasks; folds them away. */
export function GroupHeader({ name, icon, count, isOpen, onToggle, onAdd, isWithin }: Props) {
  const Heading = isWithin ? 'h3' : 'h2'
  return (
    <div
      className={clsx(
        'sticky bg-surface px-2 max-md:px-0',
        isWithin ? 'top-9 z-[calc(var(--z-sticky)-1)]' : 'top-0 z-(--z-sticky) py-[3px]',
      )}
    >
      <Heading
        className={clsx(
          'flex items-center gap-2 h-7.5 pr-1',
          isWithin
            ? 'pl-6 border-b border-line font-medium'
            : 'pl-2 rounded-sm max-md:rounded-none bg-hover font-strong',
        )}
      >
        <button
          type="button"
          data-heading
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex items-center gap-2 flex-1 min-w-0 h-full text-left"
        >
          <ChevronDown
            aria-hidden
            className={clsx('flex-none text-ink-3', !isOpen && '-rotate-90')}
          />
          {icon}
          <span className="cut">{name}</span>
          {count}
        </button>
        {onAdd && (
          <IconButton label={m.tasks.addTo(name)} className="size-6" onClick={onAdd}>
            <Plus aria-hidden />
          </IconButton>
        )}
      </Heading>
    </div>
  )
}
