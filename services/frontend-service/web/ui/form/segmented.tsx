import clsx from 'clsx'
import { useId } from 'react'

interface Props<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onPick: (value: T) => void
}

/** One of a few, all in view. */
export function Segmented<T extends string>({ label, value, options, onPick }: Props<T>) {
  const name = useId()
  return (
    <fieldset className="inline-flex flex-wrap gap-0.5 p-0.5 rounded-sm bg-pressed">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'flex items-center h-6 px-2.5 max-sm:px-2 rounded-[5px] font-medium whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-focus',
            option.value === value ? 'bg-raised shadow-1 text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            onChange={() => onPick(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
