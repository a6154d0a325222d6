import type { ReactNode } from 'react'

interface Props {
  title: string
  children?: ReactNode
  /** Icons that show what will be here. */
  glyphs?: ReactNode
  action?: ReactNode
  /** Level of the heading; 1 when it is the whole page. */
  level?: 1 | 2
}

/** Nothing here yet, and the one thing to do about it. */
export function EmptyState({ title, children, glyphs, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="grid justify-items-center content-center gap-1.5 min-h-80 h-full text-center px-6 pb-12">
      {glyphs && (
        <div aria-hidden className="flex gap-3.5 mb-4 text-ink-3 [&_svg]:size-7!">
          {glyphs}
        </div>
      )}
      <Heading className="text-16 font-strong">{title}</Heading>
      {children && <div className="text-ink-3 max-w-[44ch]">{children}</div>}
      {action && <div className="flex gap-2 mt-3">{action}</div>}
    </div>
  )
}
