import { MANY_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'

export interface AllInFilter {
  /** How many there are; undefined where that is not known. */
  size: number | undefined
  isTooMany: boolean
  isReading: boolean
  /** Then the key does it, too. */
  isShownChosen: boolean
  /** Resolves to whether they are chosen. */
  choose: () => Promise<boolean>
}

interface Props {
  all: AllInFilter
  /** How many are chosen. */
  count: number
  /** There is nothing left to press. */
  onDone: () => void
}

/** Chooses all tasks that the filter finds, also those that have not been read yet. */
export function SelectAll({ all, count, onDone }: Props) {
  const { size, isTooMany, isReading, isShownChosen, choose } = all
  if (size !== undefined && size <= count) return null
  if (isTooMany || (size ?? 0) > MANY_MAX) {
    const found = size?.toLocaleString('en') ?? `${MANY_MAX.toLocaleString('en')}+`
    return (
      <span role="status" className="px-1.5">
        {m.tasks.tooManyInFilter(MANY_MAX, found)}
      </span>
    )
  }
  const onClick = () => void choose().then((isDone) => isDone && onDone())
  return (
    <Button className="text-accent-ink!" isBusy={isReading} onClick={onClick}>
      {m.tasks.selectAll(size)}
      {isShownChosen && (
        <span className="max-md:hidden">
          <Kbd keys="mod+a" />
        </span>
      )}
    </Button>
  )
}
