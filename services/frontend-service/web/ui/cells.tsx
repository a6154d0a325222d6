import clsx from 'clsx'

const fills = { done: 'bg-success', accent: 'bg-accent-line', over: 'bg-danger' }

/** A count in cells: `value` of `of`, at most ten cells; beyond that one bar. Decoration beside the figure. */
export function Cells({
  value,
  of,
  fill = 'done',
}: {
  value: number
  of: number
  fill?: keyof typeof fills
}) {
  if (of > 10) return <Bar share={value / of} fill={fill} />
  return (
    <span aria-hidden className="inline-flex gap-0.5 items-center">
      {Array.from({ length: of }, (_, index) => (
        <b
          // biome-ignore lint/suspicious/noArrayIndexKey: cells are their places
          key={index}
          className={clsx(
            'w-1.5 h-2.5 rounded-[2px]',
            index < value ? fills[fill] : 'bg-pr-rest opacity-75',
          )}
        />
      ))}
    </span>
  )
}

/** A meter that is too fine for cells; `share` from 0 to 1. */
export const Bar = ({ share, fill = 'accent' }: { share: number; fill?: keyof typeof fills }) => (
  <span
    aria-hidden
    className="block h-1.5 min-w-16 w-full rounded-[3px] bg-pressed overflow-hidden"
  >
    <b
      className={clsx('block h-full rounded-[3px]', fills[fill])}
      style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }}
    />
  </span>
)
