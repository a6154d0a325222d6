import { useEffect, useRef } from 'react'
import { type Column, isReadUp, type TaskFilter } from '../cache/columns.ts'
import { readOn } from '../cache/queries.ts'

/** Reads what columns still have, as far as is read of each: what is dealt out of them shows all of its tasks, wherever they
 *  stand in their column. */
export function useWhole(filter: TaskFilter, columns: readonly Column[]) {
  const reading = useRef(new Set<string>())
  useEffect(() => {
    for (const column of columns) {
      const { statusId } = column
      if (isReadUp(column) || reading.current.has(statusId)) continue
      reading.current.add(statusId)
      void readOn(filter, statusId).finally(() => reading.current.delete(statusId))
    }
  })
}
