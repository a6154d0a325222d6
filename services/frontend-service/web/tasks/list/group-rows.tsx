import { useCallback, useRef } from 'react'
import { isPhone } from '../../frame/phone.ts'
import { useProject } from '../../projects/project.ts'
import type { TaskFilter } from '../cache/columns.ts'
import { UnreadRow } from '../rows/more-note.tsx'
import { scrollerOf } from '../rows/near.ts'
import { levelOf } from '../rows/path.ts'
import { useVirtualColumn } from '../rows/virtual-column.ts'
import { TaskRow } from './task-row.tsx'
import type { Tree } from './tree.ts'

/** What all rows of a list have to know. */
export interface Shared {
  filter: TaskFilter
  /** Ids of parts that the filter leaves out. */
  outside: ReadonlySet<string>
  pending: Set<string>
  peek?: string
  kept: () => string | undefined
}

const PHONE_ROW_PX = 61
const ROW_PX = 32
export const rowPx = () => (isPhone() ? PHONE_ROW_PX : ROW_PX)

/** The rows under a heading of a list, those near the view. */
export function GroupRows({
  filter,
  tree: { column, paths },
  outside,
  pending,
  peek,
  kept,
  group,
}: Shared & { tree: Tree; group?: string }) {
  const project = useProject()
  const box = useRef<HTMLUListElement>(null)
  const scroller = useCallback(() => scrollerOf(box.current), [])
  const { items, heightPx, onAgain } = useVirtualColumn({
    ...{ filter, column, paths, group, box, scroller, kept },
    estimatePx: rowPx(),
  })
  return (
    <ul ref={box} className="relative" style={{ height: heightPx }}>
      {items.map(({ key, index, task, isNext, slot }) =>
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
          <li
            key={key}
            aria-hidden={!(isNext && onAgain)}
            {...slot}
            className="flex items-center h-(--row) px-5"
          >
            <UnreadRow onAgain={isNext ? onAgain : undefined} />
          </li>
        ),
      )}
    </ul>
  )
}
