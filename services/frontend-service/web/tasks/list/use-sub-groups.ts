import { useMemo } from 'react'
import { usePeople } from '../../account/people.ts'
import { useToday } from '../../account/time.tsx'
import type { Column } from '../cache/columns.ts'
import type { SubGrouping } from '../filter/use-filter.ts'
import type { Board } from '../task.ts'
import { type ListGroup, useGroups } from './list-groups.tsx'
import { columnsWithin } from './sub-groups.ts'

/** A group within a group of a list. */
export interface SubGroup {
  readonly group: ListGroup
  readonly column: Column
}

/** The groups within those of a list: `within` has them by the group, those that hold something, in their order; `leaves`
 *  are all columns that show tasks. */
export function useSubGroups({ columns }: Pick<Board, 'columns'>, by: SubGrouping | null) {
  const today = useToday()
  const { timeZone } = usePeople().me
  const dealt = useMemo(
    () =>
      new Map(
        columns.map((column) => [
          column.statusId,
          by ? columnsWithin(column, by, { today, timeZone }) : undefined,
        ]),
      ),
    [columns, by, today, timeZone],
  )
  const leaves = useMemo(
    () => (by ? [...dealt.values()].flatMap((within) => [...(within?.values() ?? [])]) : columns),
    [columns, by, dealt],
  )
  const keys = new Set([...dealt.values()].flatMap((within) => [...(within?.keys() ?? [])]))
  const groups = useGroups(by === 'status' ? undefined : (by ?? 'none'), [...keys])
  const within = (groupId: string): readonly SubGroup[] | undefined => {
    const known = by ? dealt.get(groupId) : undefined
    return (
      known &&
      groups.flatMap((group) => {
        const column = known.get(group.id)
        return column ? [{ group, column }] : []
      })
    )
  }
  return { leaves, within }
}
