import { Link } from '@tanstack/react-router'
import { Building2, ChevronRight, History, KeyRound, User, Users, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Heading, Page } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { buttonClass } from '../ui/button.tsx'
import { useWorkspace } from './session.ts'
import { useGuardedPlaces } from './settings-places.ts'

interface Props {
  /** What these settings are about. */
  place: string
  children: ReactNode
}

/** The frame of all settings: their menu at the left, in one line on a phone. */
export function SettingsFrame({ place, children }: Props) {
  const { slug: workspace } = useWorkspace()
  const guarded = useGuardedPlaces()
  useEffect(() => {
    // Much of what is filled in here asks who one is: by then a script that is lost would cost what was typed.
    import('./factor/proof-dialog.tsx').catch(() => {})
  }, [])
  return (
    <Page title={place} head={<Crumb place={place} />} end={<CloseLink />}>
      <div className="grid md:grid-cols-[216px_minmax(0,1fr)] max-md:grid-rows-[auto_1fr] min-h-full">
        <nav
          aria-label={m.settings.places}
          className="flex md:flex-col gap-px px-2.5 py-3.5 max-md:py-1.5 md:border-r max-md:flex-wrap max-md:border-b border-line"
        >
          <Link to="/settings/profile" search={{}} className={placeLink}>
            <User aria-hidden />
            {m.settings.profile}
          </Link>
          <Link to="/settings/security" search={{}} className={placeLink}>
            <KeyRound aria-hidden />
            {m.settings.security}
          </Link>
          <Link to="/settings/workspace" search={{}} className={placeLink}>
            <Building2 aria-hidden />
            {m.settings.workspace}
          </Link>
          <Link to="/settings/members" search={{}} className={placeLink}>
            <Users aria-hidden />
            {m.settings.members}
          </Link>
          {guarded.map(({ to, icon: Icon, name }) => (
            <Link key={to} to={to} search={{}} className={placeLink}>
              <Icon aria-hidden />
              {name()}
            </Link>
          ))}
          <Link to="/w/$workspace/history" params={{ workspace }} search={{}} className={placeLink}>
            <History aria-hidden />
            {m.shell.history}
          </Link>
        </nav>
        <div className="min-w-0 px-12 max-lg:px-6 max-md:px-4 py-7.5 max-md:py-5">
          <div className="max-w-190 mx-auto grid gap-8">{children}</div>
        </div>
      </div>
    </Page>
  )
}

const placeLink =
  'flex items-center gap-2 h-7 max-md:h-9 px-2 rounded-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-[current=page]:bg-pressed aria-[current=page]:text-ink [&>.lucide]:text-ink-3'

const Crumb = ({ place }: { place: string }) => (
  <>
    <span className="text-ink-3 font-medium max-md:hidden">{m.settings.title}</span>
    <ChevronRight aria-hidden className="size-3.5! text-ink-3 max-md:hidden" />
    <Heading>{place}</Heading>
  </>
)

function CloseLink() {
  const { slug } = useWorkspace()
  return (
    <Link
      to="/w/$workspace/home"
      params={{ workspace: slug }}
      search={{}}
      aria-label={m.shell.close}
      className={buttonClass({ kind: 'ghost', size: 'icon' })}
    >
      <X aria-hidden />
    </Link>
  )
}
