import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, type Ref, useId, useState } from 'react'
import { isTooLong, TooLong } from './too-long.tsx'

export const inputClass =
  'flex items-center gap-2 w-full rounded-sm border border-line-control bg-raised px-2.5 hover:border-ink-2 focus-visible:outline-2 focus-visible:outline-offset-[-1px] focus-visible:border-transparent aria-invalid:border-danger disabled:bg-hover disabled:border-line-2 disabled:text-ink-off'

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> & {
  label: string
  /** Sentence under the field while nothing is wrong. */
  hint?: string
  /** What is wrong, in a sentence. */
  error?: string
  isLarge?: boolean
  /** Beside the label, at the right edge. */
  aside?: ReactNode
  /** Inside the field, at the right edge. */
  end?: ReactNode
  ref?: Ref<HTMLInputElement>
  /** Characters there is room for; more are kept and counted. */
  limit?: number
}

/** A labelled input; its hint gives way to the error. */
export function Field({
  label,
  hint,
  error,
  isLarge,
  aside,
  end,
  limit,
  className,
  ...input
}: Props) {
  const id = useId()
  const note = `${id}-note`
  const [typed, setTyped] = useState('')
  const isLong = limit !== undefined && isTooLong(typed, limit)
  return (
    <div className={clsx('grid gap-1.5', className)}>
      <span className="flex items-center justify-between">
        <label htmlFor={id} className="text-12 font-medium text-ink-2">
          {label}
        </label>
        {aside}
      </span>
      <span className="relative flex">
        <input
          {...input}
          id={id}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          aria-invalid={error || isLong ? true : undefined}
          aria-describedby={error || hint || isLong ? note : undefined}
          className={clsx(
            inputClass,
            isLarge ? 'h-(--control-lg) rounded-md' : 'h-(--control)',
            end && 'pr-10',
          )}
        />
        {end && <span className="absolute right-1 inset-y-0 flex items-center">{end}</span>}
      </span>
      {limit !== undefined && isLong ? (
        <TooLong id={note} text={typed} limit={limit} />
      ) : (
        <FieldNote id={note} hint={hint} error={error} />
      )}
    </div>
  )
}

export function FieldNote({ id, hint, error }: { id?: string; hint?: string; error?: string }) {
  if (error)
    return (
      <p id={id} role="alert" className="flex gap-1.5 text-12 text-danger-ink">
        <CircleAlert className="size-3.5! mt-px" aria-hidden />
        {error}
      </p>
    )
  return hint ? (
    <p id={id} className="text-12 text-ink-3">
      {hint}
    </p>
  ) : null
}
