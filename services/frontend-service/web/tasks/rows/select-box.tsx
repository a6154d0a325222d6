import clsx from 'clsx'
import { memo, type ReactNode } from 'react'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import {
  extendSelection,
  startChoosing,
  toggleSelected,
  useIsChoosing,
  useIsSelected,
} from './selection.ts'

interface Props {
  id: string
  taskKey: string
  className?: string
  /** Of the box; left out, it is a stop of its own while somebody chooses. */
  tabIndex?: number
  /** Stands in the place of the box until that is needed. */
  children?: ReactNode
}

/** Chooses a task for what is done to many. In sight while the pointer or the focus is there, and while some are
 *  chosen; on a phone once somebody chooses. What stands in its place gives way to the pointer only: whoever goes by keys
 *  reads on. Keys take the row of a box that has the focus for the one that is meant. */
export const SelectBox = memo(function SelectBox({
  id,
  taskKey,
  className,
  tabIndex,
  children,
}: Props) {
  const isOn = useIsSelected(id)
  const isChoosing = useIsChoosing()
  const isAlone = !children
  return (
    <span
      className={clsx(
        'z-1 grid place-items-center *:[grid-area:1/1] size-6',
        className,
        isChoosing ? 'max-md:size-11' : isAlone && 'max-md:hidden',
      )}
    >
      {children && (
        <span className={isChoosing ? 'invisible' : 'md:group-hover/row:invisible'}>
          {children}
        </span>
      )}
      <input
        type="checkbox"
        aria-label={m.tasks.select(taskKey)}
        checked={isOn}
        tabIndex={tabIndex ?? (isChoosing ? 0 : -1)}
        data-task={taskKey}
        onChange={({ nativeEvent }) => {
          const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
          if (isRange) extendSelection(id)
          else toggleSelected(id)
        }}
        className={clsx(
          'size-4 max-md:size-5 accent-(--accent)',
          !isChoosing && 'opacity-0 group-hover/row:opacity-100 max-md:hidden',
          !isChoosing && isAlone && 'group-focus-within/row:opacity-100',
        )}
      />
    </span>
  )
})

/** On a phone: shows the boxes. */
export const SelectButton = () => (
  <Button className="md:hidden h-6! ml-auto text-12" onClick={startChoosing}>
    {m.tasks.chooseMany}
  </Button>
)
