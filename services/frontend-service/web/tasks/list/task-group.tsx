import { Plus } from 'lucide-react'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { type Column, DEALT_MAX, isReadUp } from '../cache/columns.ts'
import { canEdit } from '../rights.ts'
import { GroupCount } from '../views/group-count.tsx'
import { viewWords } from '../views/view-words.ts'
import { GroupHeader } from './group-header.tsx'
import { GroupRows, type Shared } from './group-rows.tsx'
import { SubTasks } from './sub-tasks.tsx'
import type { Section } from './use-sections.ts'

interface Props extends Shared {
  section: Section
  onFold: (id: string, isOpen: boolean) => void
}

/** The tasks of one group in a list. */
export function TaskGroup({ section, onFold, ...shared }: Props) {
  const { group, column, tree, within, isOpen } = section
  const project = useProject()
  const { open } = useOverlays()
  // Elsewhere what is added would not stand where it was added.
  const isPlace = group.statusId !== undefined || group.name === undefined
  const add =
    isPlace && canEdit(project.role)
      ? () => open({ kind: 'quick-add', projectKey: project.key, statusId: group.statusId })
      : undefined
  return (
    <section data-group aria-label={group.name ?? viewWords().all} className="mb-1.5">
      {group.name !== undefined && (
        <GroupHeader
          name={group.name}
          icon={group.icon}
          count={<GroupCount column={column} filter={shared.filter} />}
          isOpen={isOpen}
          onToggle={() => onFold(section.id, !isOpen)}
          onAdd={add}
        />
      )}
      {isOpen && within && (
        <>
          {within.map((sub) => (
            <SubTasks
              key={sub.id}
              of={group.name ?? ''}
              section={sub}
              onToggle={() => onFold(sub.id, !sub.isOpen)}
              {...shared}
            />
          ))}
          {!section.isWhole && <More column={column} />}
        </>
      )}
      {isOpen && !within && (
        <>
          <GroupRows tree={tree} {...shared} />
          {add && (
            <button
              type="button"
              onClick={add}
              className="flex items-center gap-2 h-7.5 mx-2 pl-9 pr-5 rounded-sm text-ink-3 hover:bg-hover hover:text-ink-2 w-[calc(100%-16px)] max-md:hidden"
            >
              <Plus aria-hidden />
              {m.tasks.add}
            </button>
          )}
        </>
      )}
    </section>
  )
}

/** What a group has that does not stand in the groups within it: still on its way, or beyond what is read of it. */
const More = ({ column }: { column: Column }) =>
  isReadUp(column) ? (
    <p role="status" className="px-8 py-1.5 text-12 text-ink-2">
      {viewWords().subLimit(DEALT_MAX)}
    </p>
  ) : (
    <div aria-hidden className="flex items-center h-(--row) px-8">
      <i className="h-2.5 w-2/5 rounded-xs bg-pressed" />
    </div>
  )
