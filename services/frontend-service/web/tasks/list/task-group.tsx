import { Plus } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { useOverlays } from '../../frame/overlays.ts'
import { isPhone } from '../../frame/phone.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import type { Column, TaskFilter } from '../cache/columns.ts'
import { canEdit } from '../rights.ts'
import { levelOf } from '../rows/path.ts'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import { GroupCount } from '../views/group-count.tsx'
import { viewWords } from '../views/view-words.ts'
import { GroupHeader } from './group-header.tsx'
import type { ListGroup } from './list-groups.tsx'
import { TaskRow } from './task-row.tsx'
import type { Tree } from './tree.ts'

interface Props {
  filter: TaskFilter
  group: ListGroup
  column: Column
  tree: Tree
  /** Ids of parts that the filter leaves out. */
  outside: ReadonlySet<string>
  pending: Set<string>
  peek?: string
  kept: () => string | undefined
  isOpen: boolean
  onToggle: () => void
}

/** The tasks of one group in a list. */
export function TaskGroup({ group, column, isOpen, onToggle, ...rows }: Props) {
  const project = useProject()
  const { open } = useOverlays()
  // Elsewhere what is added would not stand where it was added.
  const isPlace = group.statusId !== undefined || group.name === undefined
  const add =
    isPlace && canEdit(project.role)
      ? () => open({ kind: 'quick-add', projectKey: project.key, statusId: group.statusId })
      : undefined
  return (
    <section aria-label={group.name ?? viewWords().all} className="mb-1.5">
      {group.name !== undefined && (
        <GroupHeader
          name={group.name}
          icon={group.icon}
          count={<GroupCount column={column} filter={rows.filter} />}
          isOpen={isOpen}
          onToggle={onToggle}
          onAdd={add}
        />
      )}
      {isOpen && (
        <>
          <Rows {...rows} />
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

type RowsProps = Pick<Props, 'filter' | 'tree' | 'outside' | 'pending' | 'peek' | 'kept'>

const PHONE_ROW_PX = 61
const ROW_PX = 32

function Rows({ filter, tree: { column, paths }, outside, pending, peek, kept }: RowsProps) {
  const project = useProject()
  const box = useRef<HTMLUListElement>(null)
  const scroller = useCallback(
    () => box.current?.closest<HTMLElement>('[data-scroll-restoration-id]') ?? null,
    [],
  )
  const { items, heightPx } = useVirtualColumn({
    ...{ filter, column, paths, box, scroller, kept },
    estimatePx: isPhone() ? PHONE_ROW_PX : ROW_PX,
  })
  return (
    <ul ref={box} className="relative" style={{ height: heightPx }}>
      {items.map(({ key, index, task, slot }) =>
        task ? (
          <TaskRow
            key={key}
            task={task}
            project={project}
            slot={slot}
            level={levelOf(paths[index] ?? '')}
            isOutside={outside.has(task.id)}
            isPending={pending.has(task.id)}
            isPeeked={peek === task.key}
          />
        ) : (
          <li key={key} aria-hidden {...slot} className="flex items-center h-(--row) px-5">
            <i className="h-2.5 w-2/5 rounded-xs bg-pressed" />
          </li>
        ),
      )}
    </ul>
  )
}
