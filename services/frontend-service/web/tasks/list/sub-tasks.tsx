import { scrollerOf, useNear } from '../rows/near.ts'
import { GroupHeader } from './group-header.tsx'
import { GroupRows, rowPx, type Shared } from './group-rows.tsx'
import { SubCount } from './sub-count.tsx'
import type { Section } from './use-sections.ts'

interface Props extends Shared {
  /** The name of the group that it is in. */
  of: string
  section: Section
  onToggle: () => void
}

/** The tasks of a group within a group; of many groups those near the view are drawn. */
export function SubTasks({ of, section, onToggle, ...shared }: Props) {
  const { group, tree, isOpen } = section
  const { name = '', icon } = group
  const { tasks } = tree.column
  const { place, isNear, heightPx } = useNear({
    ...{ scroller: scrollerOf, items: tasks.length, itemPx: rowPx() },
  })
  const kept = shared.kept()
  const isWanted = kept !== undefined && tasks.some(({ key }) => key === kept)
  return (
    <section data-group aria-label={`${of} · ${name}`}>
      <GroupHeader
        {...{ name, icon, isOpen, onToggle }}
        isWithin
        count={<SubCount section={section} />}
      />
      {isOpen && (
        <div ref={place}>
          {isNear || isWanted ? (
            <GroupRows tree={tree} group={section.id} {...shared} />
          ) : (
            <div aria-hidden style={{ height: heightPx }} />
          )}
        </div>
      )}
    </section>
  )
}
