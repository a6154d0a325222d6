import { Link } from '@tanstack/react-router'
import { Building2, ChevronRight, History, KeyRound, User, Users, X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Heading, Page } from '../frame/page.tsx'
import { menu as en } from '../messages/en/account/menu.ts'
import { menu as ko } from '../messages/ko/account/menu.ts'
import { inLanguage, m } from '../messages.ts'
import { buttonClass } from '../ui/button.tsx'
import { useWorkspace } from './session.ts'
import { useGuardedPlaces } from './settings-places.ts'
import './settings.css'

const menuWords = inLanguage({ ko, en })

interface Props {
  /** What these settings are about. */
  place: string
  children: ReactNode
}

/** The frame of all settings: their menu at the left, on a phone a row that scrolls. */
export function SettingsFrame({ place, children }: Props) {
  useEffect(() => {
    // Much of what is filled in here asks who one is: by then a script that is lost would cost what was typed.
    import('./factor/proof-dialog.tsx').catch(() => {})
  }, [])
  return (
    <Page title={place} head={<Crumb place={place} />} end={<CloseLink />}>
      <div className="settings grid min-h-full">
        <Menu />
        <div className="min-w-0 px-12 max-lg:px-6 max-md:px-4 py-7.5 max-md:py-5">
          <div className="max-w-190 mx-auto grid gap-8 top-down">{children}</div>
        </div>
      </div>
    </Page>
  )
}

/** What the settings are about: oneself, the workspace, the whole installation. */
function Menu() {
  const { slug, name } = useWorkspace()
  const guarded = useGuardedPlaces()
  const words = menuWords()
  const menu = useRef<HTMLElement>(null)
  useEffect(() => {
    const here = menu.current?.querySelector('[aria-current=page]')
    here?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  const installation = guarded.filter(({ of }) => of === 'installation')
  return (
    <nav ref={menu} aria-label={m.settings.places} className="settings-menu border-line">
      <Group name={words.account}>
        <Place to="/settings/profile" icon={User} name={m.settings.profile} />
        <Place to="/settings/security" icon={KeyRound} name={m.settings.security} />
      </Group>
      <Group name={name}>
        <Place to="/settings/workspace" icon={Building2} name={m.settings.workspace} />
        <Place to="/settings/members" icon={Users} name={m.settings.members} />
        {guarded
          .filter(({ of }) => of === 'workspace')
          .map((each) => (
            <Place key={each.to} {...each} name={each.name()} />
          ))}
      </Group>
      {installation.length > 0 && (
        <Group name={words.installation}>
          {installation.map((each) => (
            <Place key={each.to} {...each} name={each.name()} />
          ))}
        </Group>
      )}
      <Link
        to="/w/$workspace/history"
        params={{ workspace: slug }}
        search={{}}
        className={placeLink}
      >
        <History aria-hidden />
        {m.shell.history}
      </Link>
    </nav>
  )
}

/** On a phone its heading is for those who listen. */
function Group({ name, children }: { name: string; children: ReactNode }) {
  const id = useId()
  return (
    <div className="flex-none min-w-0">
      <p id={id} className="settings-of cut px-2 text-12 font-medium text-ink-3">
        {name}
      </p>
      <ul aria-labelledby={id} className="settings-places">
        {children}
      </ul>
    </div>
  )
}

interface PlaceProps {
  to:
    | ReturnType<typeof useGuardedPlaces>[number]['to']
    | `/settings/${'profile' | 'security' | 'workspace' | 'members'}`
  icon: typeof User
  name: string
}

const Place = ({ to, icon: Icon, name }: PlaceProps) => (
  <li>
    <Link to={to} search={{}} className={placeLink}>
      <Icon aria-hidden />
      {name}
    </Link>
  </li>
)

const placeLink =
  'flex items-center gap-2 flex-none h-7 max-md:h-9 px-2 rounded-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-[current=page]:bg-pressed aria-[current=page]:text-ink [&>.lucide]:text-ink-3'

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
