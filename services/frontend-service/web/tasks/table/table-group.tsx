import clsx from 'clsx'
import { ChevronDown, Plus } from 'lucide-react'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { IconButton } from '../../ui/button.tsx'
import { SubCount } from '../list/sub-count.tsx'
import type { Section } from '../list/use-sections.ts'
import { MoreNote } from '../rows/more-note.tsx'
import { scrollerOf, useNear } from '../rows/near.ts'
import { GroupCount } from '../views/group-count.tsx'
import { viewWords } from '../views/view-words.ts'
import { isFrozen } from './columns.ts'
import { groupLine, moreLine } from './lines.ts'
import { sumIn } from './sums.ts'
import { ROW_PX, type Shared, TableRows } from './table-rows.tsx'

interface Props extends Shared {
  section: Section
}

/** The lines of one group; where it has groups within it, its heading and their lines. */
export function TableGroup({ section, ...shared }: Props) {
  const { id, group, within, isOpen } = section
  const name = group.name ?? viewWords().all
  const first = shared.first.get(id) ?? 2
  if (!within)
    return (
      <div role="rowgroup" aria-label={name}>
        {group.name !== undefined && <GroupRow {...{ section, ...shared }} />}
        {isOpen && (
          <TableRows {...{ section, ...shared }} firstIndex={first + +(group.name !== undefined)} />
        )}
      </div>
    )
  return (
    <div role="presentation">
      <div role="rowgroup" aria-label={name} className="contents">
        <GroupRow {...{ section, ...shared }} />
      </div>
      {isOpen && within.map((sub) => <SubGroup key={sub.id} of={name} section={sub} {...shared} />)}
      {isOpen && section.more && (
        <div role="rowgroup" aria-label={name}>
          <div role="row" aria-rowindex={shared.first.get(moreLine(id))}>
            <div
              role="gridcell"
              aria-colindex={1}
              aria-colspan={shared.columns.length}
              className="sticky left-0 w-fit"
            >
              <MoreNote
                more={section.more}
                onAgain={() => shared.onAgain(section.column.statusId)}
              />
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

/** A group within a group; of many those near the view are drawn. */
function SubGroup({ of, section, ...shared }: Props & { of: string }) {
  const { id, group, tree, isOpen } = section
  const { tasks } = tree.column
  const { place, isNear, heightPx } = useNear({
    ...{ scroller: scrollerOf, items: tasks.length, itemPx: ROW_PX },
  })
  const wanted = [shared.atTask?.key, shared.kept()]
  const isWanted = tasks.some(({ key }) => wanted.includes(key))
  return (
    <div role="rowgroup" aria-label={`${of} · ${group.name}`}>
      <GroupRow {...{ section, ...shared }} isWithin />
      {isOpen && (
        <div ref={place} role="presentation">
          {isNear || isWanted ? (
            <TableRows
              {...{ section, ...shared }}
              group={id}
              firstIndex={(shared.first.get(id) ?? 2) + 1}
            />
          ) : (
            <div aria-hidden style={{ height: heightPx }} />
          )}
        </div>
      )}
    </div>
  )
}

function GroupRow({ section, columns, at, isWithin, ...rest }: Props & { isWithin?: boolean }) {
  const { id, group, column, isOpen, isWhole } = section
  const project = useProject()
  const { open } = useOverlays()
  const line = groupLine(id)
  const canAdd = rest.isEditable && group.statusId !== undefined && !isWithin
  const others = columns.filter((each) => !isFrozen(each.id))
  return (
    <div
      role="row"
      data-line={line}
      aria-rowindex={rest.first.get(id)}
      className={clsx('group/row sheet-line sheet-group', isWithin && 'sheet-within')}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        aria-colspan={columns.length - others.length}
        data-cell="task"
        style={{ gridColumn: `span ${columns.length - others.length}` }}
        className={clsx('sheet-cell sheet-frozen', isWithin ? 'font-medium pl-6!' : 'font-strong')}
      >
        <button
          type="button"
          aria-expanded={isOpen}
          tabIndex={at.line === line ? 0 : -1}
          onClick={() => rest.onFold(id, !isOpen)}
          className="flex items-center gap-2 min-w-0 h-6 -mx-1 px-1 rounded-sm"
        >
          <ChevronDown
            aria-hidden
            className={clsx('sheet-fold text-ink-3', !isOpen && '-rotate-90')}
          />
          {group.icon}
          <span className="cut">{group.name}</span>
          {isWithin ? (
            <SubCount section={section} />
          ) : (
            <GroupCount column={column} filter={rest.filter} />
          )}
        </button>
        {canAdd && (
          <IconButton
            label={m.tasks.addTo(group.name ?? '')}
            tabIndex={-1}
            className="size-6! opacity-0 group-hover/row:opacity-100 max-md:opacity-100"
            onClick={() =>
              open({ kind: 'quick-add', projectKey: project.key, statusId: group.statusId })
            }
          >
            <Plus aria-hidden />
          </IconButton>
        )}
      </div>
      {others.map((each, index) => (
        <div
          key={each.id}
          role="gridcell"
          aria-colindex={columns.length - others.length + index + 1}
          className="sheet-cell sheet-figure text-12 text-ink-2"
        >
          {each.id === 'estimate' && isWhole && sumIn(project, [column])}
        </div>
      ))}
    </div>
  )
}
