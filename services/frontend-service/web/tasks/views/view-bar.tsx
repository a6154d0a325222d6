import { Link, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Ellipsis, Lock, Plus, TriangleAlert, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { projectPlaces } from '../../frame/places.ts'
import { useProject } from '../../projects/project.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { readQuery, useFilter, type View } from '../filter/use-filter.ts'
import { canEdit } from '../rights.ts'
import { type SavedView, useSavedViews } from './saved-views.ts'
import { useOpenView, useViewActions } from './use-view-actions.ts'
import { viewWords } from './view-words.ts'

const ViewDialog = lazy(() =>
  import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })),
)

/** The saved views of the project as tabs, and what is to be done with the one on screen. */
export function ViewBar({ kind }: { kind: View }) {
  const words = viewWords()
  const { id: projectId, role, archivedAt } = useProject()
  const { view: wanted } = useSearch({ strict: false })
  const { data: views = [], isSuccess } = useSavedViews(projectId)
  const { text, meaning, saved, isChanged, groupBy } = useFilter(kind)
  const { save } = useViewActions()
  const open = useOpenView()
  const [edited, setEdited] = useState<Omit<SavedView, 'id'> & { id?: string }>()
  const canShare = canEdit(role)
  const shown = { q: text, kind, groupBy }
  const isOurs = saved !== undefined && (saved.scope === 'private' || canShare) && !archivedAt
  const isMissing = wanted !== undefined && isSuccess && !saved
  const isBare = views.length === 0 && !isMissing

  return (
    <div
      className={clsx(
        'flex items-center gap-1 min-w-0',
        isBare ? 'order-last ml-auto' : 'w-full min-h-(--bar)',
      )}
    >
      {views.length > 0 && (
        <nav aria-label={words.label} className="flex items-center gap-0.5 min-w-0 overflow-x-auto">
          {views.map((view) => (
            <ViewTab
              key={view.id}
              view={view}
              isOn={view.id === saved?.id}
              isChanged={isChanged && view.id === saved?.id}
              isBroken={readQuery(view.q, meaning).fault !== undefined}
            />
          ))}
        </nav>
      )}
      {isMissing && (
        <p role="status" className="text-12 text-ink-2">
          {words.missing}
        </p>
      )}
      {isOurs && saved && <ViewMenu view={saved} onEdit={() => setEdited(saved)} />}
      {!archivedAt && (
        <Button
          className="h-6! text-12"
          onClick={() => setEdited({ ...shown, name: '', scope: 'private' })}
        >
          <Plus aria-hidden className="size-3.5!" />
          {saved && isChanged ? words.saveNew : words.save}
        </Button>
      )}
      {saved && isChanged && (
        <span className="flex gap-1 ml-auto">
          <Button className="h-6! text-12" onClick={() => void open(saved)}>
            {words.reset}
          </Button>
          {isOurs && (
            <Button kind="line" className="h-6! text-12" onClick={() => void save(saved, shown)}>
              {words.update[saved.scope]}
            </Button>
          )}
        </span>
      )}
      {edited && (
        <Suspense>
          <ViewDialog view={edited} canShare={canShare} onClose={() => setEdited(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

interface TabProps {
  view: SavedView
  isOn: boolean
  isChanged: boolean
  isBroken: boolean
}

function ViewTab({ view: { id, name, kind, scope }, isOn, isChanged, isBroken }: TabProps) {
  const words = viewWords()
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  const Icon = isBroken ? TriangleAlert : scope === 'private' ? Lock : Users
  return (
    <Link
      to={projectPlaces[kind].to}
      params={{ workspace, project }}
      search={{ view: id }}
      aria-current={isOn ? 'page' : undefined}
      className="flex items-center gap-1.5 h-7 px-[9px] rounded-sm text-ink-2 font-medium whitespace-nowrap hover:bg-hover aria-[current=page]:bg-pressed aria-[current=page]:text-ink focus-visible:outline-offset-[-2px]"
    >
      <Icon
        aria-label={isBroken ? undefined : words.scopes[scope]}
        aria-hidden={isBroken || undefined}
        className={clsx('size-3.5! flex-none', isBroken ? 'text-danger-ink' : 'text-ink-3')}
      />
      <span className="max-w-50 cut">{name}</span>
      {isBroken && <Badge>{words.broken}</Badge>}
      {isChanged && (
        <i
          role="img"
          aria-label={words.changed}
          title={words.changed}
          className="size-1.5 rounded-full bg-accent flex-none"
        />
      )}
    </Link>
  )
}

function ViewMenu({ view, onEdit }: { view: SavedView; onEdit: () => void }) {
  const words = viewWords()
  const { remove } = useViewActions()
  return (
    <Picker
      label={words.more(view.name)}
      className="grid place-items-center size-7 rounded-sm hover:bg-hover flex-none"
      kind="act"
      items={[
        { id: 'edit', text: words.edit },
        { id: 'remove', text: words.remove, isDanger: true },
      ]}
      onPick={(act) => (act === 'edit' ? onEdit() : void remove(view))}
    >
      <Ellipsis aria-hidden className="text-ink-3" />
    </Picker>
  )
}
