import { wholeBoard } from '../cache/queries.ts'
import { statusesIn, useFilter } from '../filter/use-filter.ts'
import { PRINTED_MAX } from './limits.ts'
import { Printed } from './printed.tsx'

const papers = {
  list: async () => (await import('./tasks-paper.tsx')).ListPaper,
  board: async () => (await import('./tasks-paper.tsx')).BoardPaper,
  table: async () => (await import('./table-paper.tsx')).TablePaper,
}

/** Prints the tasks of a project as a list, a board or a table shows them. */
export function PrintedTasks({ layout }: { layout: keyof typeof papers }) {
  const { filter, where } = useFilter(layout === 'board' ? 'board' : 'list')
  const shown = filter.groupBy ? undefined : statusesIn(where)
  const read = () => wholeBoard(filter, PRINTED_MAX, (id) => !shown || shown.includes(id))
  return <Printed load={papers[layout]} read={read} />
}
