import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { ChevronDown, Lock, TriangleAlert, Users } from 'lucide-react'
import type { Meaning } from '../../../../task-service/tql/bind.ts'
import { useWorkspace } from '../../account/session.ts'
import { useIsPhone } from '../../frame/phone.ts'
import { useProject } from '../../projects/project.ts'
import { Badge } from '../../ui/badge.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { readQuery } from '../filter/use-filter.ts'
import type { SavedView } from './saved-views.ts'
import { useOpenView } from './use-view-actions.ts'
import { useViewPlace } from './view-place.ts'
import { viewWords } from './view-words.ts'

interface Props {
  views: readonly SavedView[]
  /** The one on screen, and whether something else is shown than it says. */
  saved: SavedView | undefined
  isChanged: boolean
  meaning: Meaning
}

/** The saved views of a project: tabs, and a menu where there is no room for them. */
export function ViewTabs({ views, saved, isChanged, meaning }: Props) {
  const words = viewWords()
  const isPhone = useIsPhone()
  const open = useOpenView()
  const isBroken = ({ q }: SavedView) => readQuery(q, meaning).fault !== undefined
  if (isPhone)
    return (
      <Picker
        label={saved ? `${words.label}: ${saved.name}` : words.label}
        className="flex items-center gap-1.5 h-7 px-[9px] rounded-sm min-w-0 font-medium hover:bg-hover"
        items={views.map((view) => ({
          id: view.id,
          text: view.name,
          icon: <ViewIcon scope={view.scope} isBroken={isBroken(view)} />,
          isOn: view.id === saved?.id,
        }))}
        onPick={(id) => {
          const view = views.find((each) => each.id === id)
          if (view) void open(view)
        }}
      >
        {saved && <ViewIcon scope={saved.scope} isBroken={isBroken(saved)} />}
        <span className="cut">{saved?.name ?? words.label}</span>
        {saved && isBroken(saved) && <Badge>{words.broken}</Badge>}
        {isChanged && <ChangedDot />}
        <ChevronDown aria-hidden className="size-3.5! flex-none text-ink-3" />
      </Picker>
    )
  return (
    <nav aria-label={words.label} className="flex items-center gap-0.5 min-w-0 overflow-x-auto">
      {views.map((view) => (
        <ViewTab
          key={view.id}
          view={view}
          isOn={view.id === saved?.id}
          isChanged={isChanged && view.id === saved?.id}
          isBroken={isBroken(view)}
        />
      ))}
    </nav>
  )
}

interface TabProps {
  view: SavedView
  isOn: boolean
  isChanged: boolean
  isBroken: boolean
}

function ViewTab({ view: { id, name, kind, scope }, isOn, isChanged, isBroken }: TabProps) {
  const placeOf = useViewPlace()
  const words = viewWords()
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  return (
    <Link
      to={placeOf(kind)}
      params={{ workspace, project }}
      search={{ view: id }}
      aria-current={isOn ? 'page' : undefined}
      className="flex items-center gap-1.5 h-7 px-[9px] rounded-sm text-ink-2 font-medium whitespace-nowrap hover:bg-hover aria-[current=page]:bg-pressed aria-[current=page]:text-ink focus-visible:outline-offset-[-2px]"
    >
      <ViewIcon {...{ scope, isBroken }} />
      <span className="max-w-50 cut">{name}</span>
      {isBroken && <Badge>{words.broken}</Badge>}
      {isChanged && <ChangedDot />}
    </Link>
  )
}

function ViewIcon({ scope, isBroken }: Pick<SavedView, 'scope'> & { isBroken: boolean }) {
  const Icon = isBroken ? TriangleAlert : scope === 'private' ? Lock : Users
  return (
    <Icon
      aria-label={isBroken ? undefined : viewWords().scopes[scope]}
      aria-hidden={isBroken || undefined}
      className={clsx('size-3.5! flex-none', isBroken ? 'text-danger-ink' : 'text-ink-3')}
    />
  )
}

const ChangedDot = () => (
  <i
    role="img"
    aria-label={viewWords().changed}
    title={viewWords().changed}
    className="size-1.5 rounded-full bg-accent flex-none"
  />
)
