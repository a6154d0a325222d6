import { useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Ellipsis, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useProject } from '../../projects/project.ts'
import { Button } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { lazily } from '../../ui/lazily.ts'
import { useFilter, type View } from '../filter/use-filter.ts'
import { canEdit } from '../rights.ts'
import { canTakeAway, type EditedView, type SavedView, useSavedViews } from './saved-views.ts'
import { useOpenView, useViewActions } from './use-view-actions.ts'
import { ViewTabs } from './view-tabs.tsx'
import { viewWords } from './view-words.ts'

const ViewDialog = lazily(async () => (await import('./view-dialog.tsx')).ViewDialog)

/** The saved views of the project as tabs, and what is to be done with the one on screen. */
export function ViewBar({ kind }: { kind: View }) {
  const words = viewWords()
  const { id: projectId, role, archivedAt } = useProject()
  const { view: wanted } = useSearch({ strict: false })
  const { data: views = [], isSuccess } = useSavedViews(projectId)
  const { text, meaning, saved, isChanged, groupBy, subGroupBy, subBy } = useFilter(kind)
  const { save } = useViewActions()
  const open = useOpenView()
  const [edited, setEdited] = useState<EditedView>()
  const canShare = canEdit(role)
  const shown = { q: text, kind, groupBy, subGroupBy: subGroupBy ?? 'none', subBy } as const
  const isOurs = saved !== undefined && (saved.scope === 'private' || canShare) && !archivedAt
  const isMissing = wanted !== undefined && isSuccess && !saved
  const isBare = views.length === 0 && !isMissing

  return (
    <div
      className={clsx(
        'flex items-center gap-1 min-w-0',
        isBare ? 'order-last ml-auto' : 'w-full min-h-(--bar) max-md:flex-wrap',
      )}
    >
      {views.length > 0 && <ViewTabs {...{ views, saved, isChanged, meaning }} />}
      {isMissing && (
        <p role="status" className="text-12 text-ink-2">
          {words.missing}
        </p>
      )}
      {isOurs && saved && <ViewMenu view={saved} role={role} onEdit={() => setEdited(saved)} />}
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
        <span className="flex gap-1 ml-auto max-md:pb-1">
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
          <ViewDialog view={edited} role={role} onClose={() => setEdited(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

interface MenuProps {
  view: SavedView
  role: string
  onEdit: () => void
}

function ViewMenu({ view, role, onEdit }: MenuProps) {
  const words = viewWords()
  const { remove } = useViewActions()
  return (
    <Picker
      label={words.more(view.name)}
      className="grid place-items-center size-7 rounded-sm hover:bg-hover flex-none"
      kind="act"
      items={[
        { id: 'edit', text: words.edit },
        ...(canTakeAway(role, view) ? [{ id: 'remove', text: words.remove, isDanger: true }] : []),
      ]}
      onPick={(act) => (act === 'edit' ? onEdit() : void remove(view))}
    >
      <Ellipsis aria-hidden className="text-ink-3" />
    </Picker>
  )
}
