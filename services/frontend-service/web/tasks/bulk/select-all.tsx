import { useState } from 'react'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import type { Column, TaskFilter } from '../cache/columns.ts'
import { readOn, taskBoard } from '../cache/queries.ts'
import { select } from '../rows/selection.ts'

interface Props {
  /** How many can be chosen at once. */
  most: number
  filter: TaskFilter
  columns: readonly Column[]
  /** How many are chosen. */
  count: number
}

/** Chooses all tasks of what is shown, also those that have not been read yet. */
export function SelectAll({ most, filter, columns, count }: Props) {
  const [isReading, setReading] = useState(false)
  const total = columns.reduce((sum, column) => sum + column.count, 0)
  if (total <= count) return null
  if (total > most) return <span className="px-1.5">{m.tasks.tooManyInFilter(most, total)}</span>
  const choose = async () => {
    setReading(true)
    const shown = new Set(columns.map(({ statusId }) => statusId))
    select(await allIn(filter, shown).finally(() => setReading(false)))
  }
  return (
    <Button className="text-accent-ink" isBusy={isReading} onClick={() => void choose()}>
      {m.tasks.selectAll(total)}
    </Button>
  )
}

async function allIn(filter: TaskFilter, statuses: ReadonlySet<string>) {
  const columns = () =>
    (queryClient.getQueryData(taskBoard(filter).queryKey)?.columns ?? []).filter(({ statusId }) =>
      statuses.has(statusId),
    )
  for (const { statusId } of columns()) {
    const isWhole = () =>
      (columns().find((column) => column.statusId === statusId)?.nextCursor ?? null) === null
    while (!isWhole()) await readOn(filter, statusId)
  }
  return columns().flatMap(({ tasks }) => tasks.map(({ id }) => id))
}
