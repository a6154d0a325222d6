import { hashKey, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { plain, trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import type { TaskFilter } from '../cache/columns.ts'
import { keepBeyond, select, selected, useBeyond } from '../rows/selection.ts'

/** Chooses all tasks that the filter of a view finds, read or not. What it no longer finds is no longer chosen. */
export function useAllInFilter({ projectId, q, today, timeZone }: TaskFilter) {
  const filter = { projectId, q, today, timeZone }
  const matching = trpc.task.tasks.matching.queryOptions(filter, plain)
  const beyond = useBeyond()
  const { data } = useQuery({ ...matching, enabled: beyond.size > 0 })
  const [isReading, setReading] = useState(false)
  const [isTooMany, setTooMany] = useState(false)

  const place = hashKey([filter])
  const shown = useRef('')
  // Another filter finds other tasks.
  useEffect(() => {
    shown.current = place
    setTooMany(false)
    return () => {
      shown.current = ''
      keepBeyond([])
    }
  }, [place])
  useEffect(() => {
    if (data && !data.isTooMany) keepBeyond(data.ids)
  }, [data])

  /** Resolves to whether they are chosen: not where somebody has chosen otherwise, or gone on, before the answer came. */
  const choose = async () => {
    const before = selected()
    setReading(true)
    try {
      const found = await queryClient.fetchQuery({ ...matching, staleTime: 0 })
      if (selected() !== before || shown.current !== place) return false
      setTooMany(found.isTooMany)
      if (found.isTooMany) return false
      select(found.ids)
      announce(m.tasks.selectedCount(selected().size))
      return true
    } catch (error) {
      toast({ tone: 'bad', text: sentenceOf(error) })
      return false
    } finally {
      setReading(false)
    }
  }
  const found = beyond.size > 0 ? data : undefined
  return {
    choose,
    isReading,
    isTooMany,
    /** How many it found; undefined where nothing is chosen by it. */
    size: found?.ids.length,
    beyond:
      beyond.size > 0
        ? { ids: [...beyond], filter, hasOpenParts: found?.hasOpenParts ?? false }
        : undefined,
  }
}
