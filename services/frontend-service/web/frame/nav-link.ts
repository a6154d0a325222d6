import clsx from 'clsx'

/** Look of a place in the sidebar. */
export const navLink = clsx(
  'flex items-center gap-2 h-7 px-2 rounded-sm text-ink-2 font-medium hover:bg-hover aria-[current=page]:bg-pressed aria-[current=page]:text-ink',
  'max-lg:size-10 max-lg:justify-center max-lg:px-0 [&>.lucide]:text-ink-3',
)
