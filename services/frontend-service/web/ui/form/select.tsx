import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'

type Props<T extends string> = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & {
  value: T
  options: readonly { value: T; label: string }[]
  onPick: (value: T) => void
}

/** The browser's own select, for short lists of plain words. */
export function Select<T extends string>({ options, onPick, className, ...rest }: Props<T>) {
  return (
    <span className={clsx('relative inline-flex', className)}>
      <select
        {...rest}
        onChange={({ target }) => {
          const picked = options.find(({ value }) => value === target.value)
          if (picked) onPick(picked.value)
        }}
        className="appearance-none h-(--control) w-full pl-2.5 pr-7 rounded-sm border border-line-control bg-raised font-medium hover:border-ink-2 focus-visible:outline-offset-[-1px] disabled:text-ink-off disabled:bg-hover disabled:border-line-2"
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value} className="bg-overlay text-ink">
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="size-3.5! absolute right-2 top-1/2 -translate-y-1/2 text-ink-3 pointer-events-none"
      />
    </span>
  )
}
