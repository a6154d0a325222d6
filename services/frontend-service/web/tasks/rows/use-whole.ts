import { hashKey } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Column, isReadUp, type TaskFilter } from '../cache/columns.ts'
import { readOn } from '../cache/queries.ts'

/** So long after a page that could not be read it is asked for again. */
const AGAIN_MS = 5000

/** Reads what columns still have, as far as is read of each: what is dealt out of them shows all of its tasks, wherever they
 *  stand in their column. */
export function useWhole(filter: TaskFilter, columns: readonly Column[]) {
  const reading = useRef(new Set<string>())
  const [, setRead] = useState(0)
  useEffect(() => {
    for (const column of columns) {
      const { statusId } = column
      // Another filter may have columns of the same name.
      const place = hashKey([filter, statusId])
      if (isReadUp(column) || reading.current.has(place)) continue
      reading.current.add(place)
      const goOn = () => {
        reading.current.delete(place)
        setRead((before) => before + 1)
      }
      void readOn(filter, statusId).then(
        (hasRead) => {
          if (hasRead) goOn()
          // The board that is read up comes on screen by itself.
          else reading.current.delete(place)
        },
        () => setTimeout(goOn, AGAIN_MS),
      )
    }
  })
}
