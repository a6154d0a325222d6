import { m } from '../../messages.ts'
import { useNear } from '../rows/near.ts'
import { GroupHeader } from './group-header.tsx'
import { GroupRows, rowPx, type Shared, scrollerOf } from './group-rows.tsx'
import type { Tree } from './tree.ts'
import type { SubGroup } from './use-sub-groups.ts'

/** A group within a group as it is on screen. */
export interface OpenSubGroup extends SubGroup {
  readonly tree: Tree
  readonly isOpen: boolean
  readonly onToggle: () => void
}

interface Props extends Shared {
  /** The name of the group that it is in. */
  of: string
  sub: OpenSubGroup
  /** The group has been read to its end. */
  isWhole: boolean
}

/** The tasks of a group within a group; of many groups those near the view are drawn. */
export function SubTasks({ of, sub, isWhole, ...shared }: Props) {
  const { name = '', icon } = sub.group
  const { tasks } = sub.tree.column
  const { place, isNear, heightPx } = useNear({
    ...{ scroller: scrollerOf, items: tasks.length, itemPx: rowPx() },
  })
  const kept = shared.kept()
  const isWanted = kept !== undefined && tasks.some(({ key }) => key === kept)
  const { count } = sub.column
  return (
    <section aria-label={`${of} · ${name}`}>
      <GroupHeader
        {...{ name, icon }}
        isWithin
        count={
          <span className="text-ink-3 font-text nums">
            {isWhole ? count : m.tasks.countMore(count)}
          </span>
        }
        isOpen={sub.isOpen}
        onToggle={sub.onToggle}
      />
      {sub.isOpen && (
        <div ref={place}>
          {isNear || isWanted ? (
            <GroupRows tree={sub.tree} {...shared} />
          ) : (
            <div aria-hidden style={{ height: heightPx }} />
          )}
        </div>
      )}
    </section>
  )
}
