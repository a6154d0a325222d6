import { useEffect, useState } from 'react'
import { type Column, isReadUp, type TaskFilter } from '../cache/columns.ts'
import { useReadOn } from './use-read-on.ts'

/** Reads what columns still have, as far as is read of each: what is dealt out of them shows all of its tasks, wherever they
 *  stand in their column. */
export function useWhole(filter: TaskFilter, columns: readonly Column[]) {
  const { read, hasFailed, again } = useReadOn(filter)
  const [, setRead] = useState(0)
  useEffect(() => {
    for (const column of columns)
      if (!isReadUp(column))
        void read(column.statusId).then((hasRead) => {
          // The board that is read up comes on screen by itself.
          if (hasRead) setRead((before) => before + 1)
        })
  })
  return { hasFailed, again }
}
