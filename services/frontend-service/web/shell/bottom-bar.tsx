import { Link } from '@tanstack/react-router'
import { FolderKanban, House, LayoutDashboard, Plus, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { m } from '../messages.ts'

const item =
  'grid justify-items-center content-center gap-0.5 text-11/[14px] font-medium text-ink-3 aria-[current=page]:text-accent-ink [&>.lucide]:size-[22px] [&>.lucide]:stroke-[1.6]'

/** The places of a phone. */
export function BottomBar() {
  const { slug } = useWorkspace()
  const { open } = useOverlays()
  const params = { workspace: slug }
  return (
    <nav
      aria-label={m.shell.mainMenu}
      className="md:hidden grid grid-cols-5 h-16 px-1.5 pb-[max(8px,env(safe-area-inset-bottom))] border-t border-line bg-canvas"
    >
      <Link to="/w/$workspace/home" params={params} search={{}} className={item}>
        <House aria-hidden />
        {m.shell.home}
      </Link>
      <Link to="/w/$workspace/projects" params={params} search={{}} className={item}>
        <FolderKanban aria-hidden />
        {m.shell.projects}
      </Link>
      <button
        type="button"
        aria-label={m.shell.newTask}
        onClick={() => open({ kind: 'quick-add' })}
        className="grid place-items-center place-self-center w-11 h-9 rounded-lg bg-accent text-on-accent"
      >
        <Plus aria-hidden className="size-5!" />
      </button>
      <Link to="/w/$workspace/dashboards/workspace" params={params} search={{}} className={item}>
        <LayoutDashboard aria-hidden />
        {m.shell.dashboards}
      </Link>
      <BarLink icon={<Settings aria-hidden />} text={m.shell.settings} />
    </nav>
  )
}

const BarLink = ({ icon, text }: { icon: ReactNode; text: string }) => (
  <Link to="/settings/profile" search={{}} className={item}>
    {icon}
    {text}
  </Link>
)
