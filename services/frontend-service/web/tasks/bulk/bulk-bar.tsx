import clsx from 'clsx'
import { FolderInput, Trash2, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { MANY_MAX } from '../../../../task-service/limits.ts'
import { timeIn } from '../../../../task-service/tql/instant.ts'
import { useMe } from '../../account/session.ts'
import type { Shortcut } from '../../keys/shortcut.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import type { ManyChange } from '../cache/action.ts'
import type { Field } from '../fields/choice.ts'
import { DayMenu } from '../fields/day-menu.tsx'
import type { Picked } from '../fields/due-time.ts'
import { fieldOfKey } from '../fields/field-keys.tsx'
import { planWords } from '../fields/plan-words.ts'
import { clearSelection } from '../rows/selection.ts'
import { taskKeys } from '../rows/task-keys.ts'
import type { TaskRow } from '../task.ts'
import { useManyChoices } from './many-choices.tsx'
import { type AllInFilter, SelectAll } from './select-all.tsx'

interface Props {
  /** Those of the chosen ones that have been read. */
  tasks: readonly TaskRow[]
  count: number
  all: AllInFilter
  /** The field whose menu is open. */
  asked: Field | undefined
  /** Gets the focus back from the menu. */
  back: RefObject<Element | null>
  /** Does what the key does. */
  onPress: (key: Shortcut) => void
  onChange: (change: ManyChange) => void
  onClose: () => void
}

/** What can be done with the tasks that are chosen: by a press, or by the key that does it to one. */
export function BulkBar({ tasks, count, all, asked, ...on }: Props) {
  const [bar, setBar] = useState<HTMLElement | null>(null)
  const isTooMany = count > MANY_MAX
  const isWhole = tasks.length === count
  const anchor = bar?.querySelector<HTMLElement>(`[data-ask=${asked}]`) ?? null
  return (
    <div
      ref={setBar}
      role="toolbar"
      aria-label={m.tasks.selection}
      className={clsx(
        'animate-appear fixed -translate-x-1/2 bottom-5 max-md:bottom-[calc(64px+env(safe-area-inset-bottom))] z-(--z-bar) top-layer rounded-lg shadow-3 flex items-center flex-wrap gap-x-1 px-2 py-1 min-h-11 w-max',
        // In the middle of the tasks, not of the window.
        'left-1/2 md:left-[calc(50%+28px)] lg:left-[calc(50%+var(--sidebar)/2)] max-w-[calc(100vw-16px)] md:max-w-[calc(100vw-72px)] lg:max-w-[calc(100vw-var(--sidebar)-16px)] max-md:w-[calc(100vw-16px)]',
      )}
    >
      <span className="px-1.5 font-strong nums whitespace-nowrap">
        {m.tasks.selectedCount(count)}
      </span>
      {isTooMany ? (
        <span role="alert" className="text-danger-ink px-1.5">
          {m.tasks.tooManySelected(MANY_MAX)}
        </span>
      ) : (
        <SelectAll {...{ all, count }} onDone={() => isLeft(bar) && firstAction(bar)?.focus()} />
      )}
      <span className="flex flex-wrap items-center gap-x-0.5 max-md:order-last max-md:w-full">
        {actions.map(({ key, name }) => (
          <Button
            key={key}
            data-ask={fieldOfKey(key)}
            disabled={isTooMany}
            aria-haspopup={fieldOfKey(key) && 'menu'}
            className="max-md:h-10"
            onClick={() => on.onPress(key)}
          >
            {name()}
            <span className="max-md:hidden">
              <Kbd keys={key} />
            </span>
          </Button>
        ))}
      </span>
      <span className="flex items-center max-md:ml-auto">
        <Tooltip text={m.tasks.moveToProject} hint="shift+p">
          <Button
            aria-label={m.tasks.moveToProject}
            disabled={isTooMany}
            className="max-md:h-10"
            onClick={() => on.onPress('shift+p')}
          >
            <FolderInput aria-hidden />
            {m.tasks.move}
          </Button>
        </Tooltip>
        <IconButton
          label={m.tasks.toTrash}
          hint="Delete"
          disabled={isTooMany}
          onClick={() => on.onPress('Delete')}
        >
          <Trash2 aria-hidden />
        </IconButton>
        <IconButton label={m.tasks.clearSelection} hint="Escape" onClick={clearSelection}>
          <X aria-hidden />
        </IconButton>
      </span>
      {asked && bar && !isTooMany && (
        <ManyMenu
          field={asked}
          isWhole={isWhole}
          tasks={tasks}
          anchor={{ current: anchor }}
          {...on}
        />
      )}
    </div>
  )
}

/** Whether the focus is where a button that has gone left it. */
const isLeft = (bar: HTMLElement | null) =>
  document.activeElement === document.body || bar?.contains(document.activeElement)
const firstAction = (bar: HTMLElement | null) => bar?.querySelector<HTMLElement>('[data-ask]')

/** Taking them oneself has a key and no button; other projects and the trash have buttons of their own. */
const actions = taskKeys.filter(
  ({ isForMany, key }) => isForMany && !['i', 'shift+p', 'shift+a', 'Delete'].includes(key),
)

interface MenuProps {
  field: Field
  isWhole: boolean
  tasks: readonly TaskRow[]
  anchor: RefObject<HTMLElement | null>
  back: RefObject<Element | null>
  onChange: (change: ManyChange) => void
  onClose: () => void
}

function ManyMenu({ field, isWhole, tasks, anchor, back, onChange, onClose }: MenuProps) {
  const { timeZone } = useMe()
  const choices = useManyChoices(useProject(), { tasks, isWhole }, onChange)
  if (field === 'due' || field === 'start') {
    const pick = ({ day, clock }: Picked) => {
      onClose()
      const time = clock ? timeIn(clock, timeZone) : undefined
      const zone = day && !time && { timeZone }
      if (field === 'start') return onChange({ startDate: day, startTime: time, ...zone })
      onChange({ dueDate: day, dueTime: time, ...zone })
    }
    const words = planWords()
    const name = field === 'start' && {
      ...{ label: words.start, clear: words.clearStart, timeLabel: words.startTime },
    }
    return (
      <DayMenu
        {...{ anchor, back, onClose, ...name }}
        day={null}
        clock={null}
        isMany
        onPick={pick}
      />
    )
  }
  return <Menu {...choices[field]} anchor={anchor} back={back} onClose={onClose} />
}
