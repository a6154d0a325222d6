import { hashKey } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { announce } from '../../ui/announcer.tsx'
import type { TaskFilter } from '../cache/columns.ts'
import { readOn } from '../cache/queries.ts'
import { viewWords } from '../views/view-words.ts'

/** So long after a page that could not be read it is asked for again. */
const AGAIN_MS = 5000

const none: ReadonlySet<string> = new Set()

/** Reads the columns of a board on, page by page, one of each at a time. A page that could not be read is asked for again,
 *  after a while or at once by `again`; until it is there `hasFailed` says so. */
export function useReadOn(filter: TaskFilter) {
  const reading = useRef(new Map<string, ReturnType<typeof setTimeout> | undefined>())
  const [failed, setFailed] = useState(none)
  const [, setTries] = useState(0)
  // Another filter may have columns of the same name.
  const placeOf = (statusId: string) => hashKey([filter, statusId])

  /** What shows the column reads with its next render. */
  const tryAgain = (place: string) => {
    reading.current.delete(place)
    setTries((before) => before + 1)
  }
  /** Resolves to whether there was a page to read. */
  const read = async (statusId: string) => {
    const place = placeOf(statusId)
    if (reading.current.has(place)) return false
    reading.current.set(place, undefined)
    try {
      const hasRead = await readOn(filter, statusId)
      reading.current.delete(place)
      setFailed((before) => (before.has(place) ? without(before, place) : before))
      return hasRead
    } catch {
      reading.current.set(
        place,
        setTimeout(() => tryAgain(place), AGAIN_MS),
      )
      if (!failed.has(place)) announce(viewWords().notRead)
      setFailed((before) => new Set([...before, place]))
      return false
    }
  }
  return {
    read,
    hasFailed: (statusId: string) => failed.size > 0 && failed.has(placeOf(statusId)),
    again: (statusId: string) => {
      const place = placeOf(statusId)
      const timer = reading.current.get(place)
      // Without one it is being asked for.
      if (timer === undefined) return
      clearTimeout(timer)
      tryAgain(place)
    },
  }
}

const without = (places: ReadonlySet<string>, gone: string) =>
  new Set([...places].filter((place) => place !== gone))
