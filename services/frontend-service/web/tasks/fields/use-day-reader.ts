import { useEffect, useState } from 'react'

export type DayReader = typeof import('./day-reader.ts')['dayReader']

/** What reads days and times; it comes with the menu. */
export function useDayReader() {
  const [reader, setReader] = useState<DayReader>()
  useEffect(() => void import('./day-reader.ts').then((it) => setReader(it.dayReader)), [])
  return reader
}
