import { Plus } from 'lucide-react'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { canEdit } from '../rights.ts'
import { MoreNote } from '../rows/more-note.tsx'
import { GroupCount } from '../views/group-count.tsx'
import { viewWords } from '../views/view-words.ts'
import { GroupHeader } from './group-header.tsx'
import { GroupRows, type Shared } from './group-rows.tsx'
import { SubTasks } from './sub-tasks.tsx'
import type { Section } from './use-sections.ts'

interface Props extends Shared {
  section: Section
  onFold: (id: string, isOpen: boolean) => void
  /** Asks anew for what could not be read of a group. */
  onAgain: (groupId: string) => void
}

/** The tasks of one group in a list. */
export function TaskGroup({ section, onFold, onAgain, ...shared }: Props) {
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
          {section.more && (
            <MoreNote more={section.more} onAgain={() => onAgain(column.statusId)} />
          )}
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
