import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { places } from '../frame/places.ts'
import { m } from '../messages.ts'

/** The places of a phone. */
export function BottomBar() {
  const { open } = useOverlays()
  return (
    <nav
      aria-label={m.shell.mainMenu}
      className="md:hidden grid grid-cols-5 h-16 px-1.5 pb-[max(8px,env(safe-area-inset-bottom))] border-t border-line bg-canvas"
    >
      <Place place={places.home} />
      <Place place={places.projects} />
      <button
        type="button"
        aria-label={m.shell.newTask}
        onClick={() => open({ kind: 'quick-add' })}
        className="grid place-items-center place-self-center w-11 h-9 rounded-lg bg-accent text-on-accent"
      >
        <Plus aria-hidden className="size-5!" />
      </button>
      <Place place={places.dashboard} />
      <Place place={places.settings} />
    </nav>
  )
}

function Place({
  place: { to, icon: Icon, name },
}: {
  place: (typeof places)[keyof typeof places]
}) {
  const { slug: workspace } = useWorkspace()
  return (
    <Link
      to={to}
      params={{ workspace }}
      search={{}}
      className="grid justify-items-center content-center gap-0.5 text-11/[14px] font-medium text-ink-3 aria-[current=page]:text-accent-ink [&>.lucide]:size-[22px] [&>.lucide]:stroke-[1.6]"
    >
      <Icon aria-hidden />
      {name()}
    </Link>
  )
}
