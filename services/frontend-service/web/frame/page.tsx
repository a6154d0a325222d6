import clsx from 'clsx'
import { Search } from 'lucide-react'
import { createContext, type ReactNode, use, useEffect } from 'react'
import { m } from '../messages.ts'
import { IconButton } from '../ui/button.tsx'
import { LiveDot } from './live-dot.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { useOverlays } from './overlays.ts'
import { usePeeked } from './peeked.ts'

/** What stands at the right of every page while a task is peeked at. */
export const AsideContext = createContext<ReactNode>(null)

interface Props {
  /** Title of the window. */
  title: string
  /** Left part of the header; its first line is the page's heading. */
  head: ReactNode
  /** Right part of the header. */
  end?: ReactNode
  /** Other views of the same thing, a row of its own on a phone. */
  tabs?: ReactNode
  /** Filters under the header. */
  bar?: ReactNode
  /** What must be known of everything on this screen, above the content. */
  notice?: ReactNode
  children: ReactNode
}

/** Header, filter bar and content of a screen, and at its right what is peeked at. */
export function Page({ title, head, end, tabs, bar, notice, children }: Props) {
  const { peeked } = usePeeked()
  const { open } = useOverlays()
  const aside = use(AsideContext)
  useLanding()
  return (
    <main id="main" tabIndex={-1} className="relative flex flex-col min-w-0 min-h-0 bg-surface">
      <title>{`${title} · TaskMate`}</title>
      <header className="flex items-center gap-1.5 h-(--header) max-md:h-13 flex-none pl-5 pr-3 max-md:pl-4 max-md:pr-2 border-b border-line">
        {head}
        <div className="flex items-center gap-1.5 ml-auto">
          <LiveDot />
          {end}
          <IconButton
            label={m.shell.search}
            size="touch"
            className="md:hidden"
            onClick={() => open({ kind: 'palette' })}
          >
            <Search aria-hidden className="size-5!" />
          </IconButton>
        </div>
      </header>
      {(tabs || bar) && (
        <div
          className={clsx(
            'flex flex-wrap items-center gap-x-1.5 min-h-(--bar) max-md:min-h-12 flex-none pl-5 pr-3 max-md:px-3 max-md:py-1.5 max-md:gap-y-1.5 border-b border-line',
            !bar && 'md:hidden',
          )}
        >
          {tabs}
          {bar}
        </div>
      )}
      <OfflineBar />
      {notice}
      <div
        className={clsx(
          'flex-1 min-h-0 grid',
          peeked && 'xl:grid-cols-[minmax(0,1fr)_var(--peek)]',
        )}
      >
        <div data-scroll-restoration-id="main" className="min-h-0 min-w-0 overflow-auto">
          {children}
        </div>
        {peeked && aside}
      </div>
    </main>
  )
}

let isLater = false

/** A page that takes the place of another begins at its heading, for the keyboard and for those who listen; one that is
 *  come back to, at the row that was left. Screens of different things carry a `key`, so that each begins anew. */
function useLanding() {
  useEffect(() => {
    const isFirst = !isLater
    isLater = true
    if (isFirst || document.activeElement?.closest('#main, [role=dialog]')) return
    const heading = document.querySelector<HTMLElement>('#main h1')
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }, [])
}

export const Heading = ({ children }: { children: ReactNode }) => (
  <h1 className="flex items-center gap-2 font-strong whitespace-nowrap max-md:text-16 min-w-0 cut">
    {children}
  </h1>
)
