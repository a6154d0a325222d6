import clsx from 'clsx'
import { memo } from 'react'
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
}

/** Chooses a task for what is done to many. In sight while the pointer or the focus is there, and while some are
 *  chosen; on a phone once somebody chooses. Keys take the row of a box that has the focus for the one that is meant. */
export const SelectBox = memo(function SelectBox({ id, taskKey, className }: Props) {
  const isOn = useIsSelected(id)
  const isChoosing = useIsChoosing()
  return (
    <span
      className={clsx(
        'z-1 grid place-items-center size-6 max-md:size-11',
        className,
        !isChoosing &&
          'opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 max-md:hidden',
      )}
    >
      <input
        type="checkbox"
        aria-label={m.tasks.select(taskKey)}
        checked={isOn}
        tabIndex={isChoosing ? 0 : -1}
        data-task={taskKey}
        onChange={({ nativeEvent }) => {
          const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
          if (isRange) extendSelection(id)
          else toggleSelected(id)
        }}
        className="size-4 max-md:size-5 accent-(--accent)"
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
