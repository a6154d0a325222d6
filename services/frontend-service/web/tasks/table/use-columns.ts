import { useMemo, useSyncExternalStore } from 'react'
import { keep, kept, subscribeToKept } from '../../personal-storage.ts'
import type { Project } from '../task.ts'
import { type Column, columnsIn, textOf } from './columns.ts'

/** The columns of a project's table as this person left them in this browser. */
export function useColumns({ id }: Pick<Project, 'id'>) {
  const place = `table ${id}`
  const text = useSyncExternalStore(subscribeToKept, () => kept(place))
  return {
    columns: useMemo(() => columnsIn(text), [text]),
    /** Without columns they are as they were at first. */
    keepColumns: (next: readonly Column[] | undefined) => keep(place, next && textOf(next)),
  }
}
