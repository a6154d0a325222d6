import { hashKey, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter finds other tasks
  useEffect(() => {
    setTooMany(false)
    return () => keepBeyond([])
  }, [place])
  useEffect(() => {
    if (data && !data.isTooMany) keepBeyond(data.ids)
  }, [data])

  const choose = async () => {
    setReading(true)
    try {
      const found = await queryClient.fetchQuery({ ...matching, staleTime: 0 })
      setTooMany(found.isTooMany)
      if (found.isTooMany) return
      select(found.ids)
      announce(m.tasks.selectedCount(selected().size))
    } catch (error) {
      toast({ tone: 'bad', text: sentenceOf(error) })
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
