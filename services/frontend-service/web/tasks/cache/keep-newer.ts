import { type QueryClient, replaceEqualDeep } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'
import { isBoard } from './board-model.ts'

interface Row {
  readonly id: string
  readonly version: number
}

/** Has answers that were under way while something was changed take nothing back: whoever goes on writing in a title would write
 *  on in the former one. They are asked for once more as it is. Boards see to it by themselves, for there places change too. */
export function keepNewerTasks(queryClient: QueryClient) {
  for (const all of [trpc.task.tasks, trpc.task.mine, trpc.gateway.home])
    queryClient.setQueryDefaults(all.pathKey(), { structuralSharing: keepNewer })
}

/** An answer, with each task that is known in a newer version as it is known; what is equal stays the same object. */
export function keepNewer(known: unknown, answer: unknown): unknown {
  return replaceEqualDeep(known, isBoard(answer) ? answer : withNewer(known, answer))
}

function withNewer(known: unknown, answer: unknown) {
  const rows = new Map(rowsIn(known).map((row) => [row.id, row]))
  const newerThan = (row: Row) => {
    const one = rows.get(row.id)
    return one && one.version > row.version ? one : undefined
  }
  return rowsIn(answer).some(newerThan) ? replaced(answer, newerThan) : answer
}

function rowsIn(data: unknown): Row[] {
  if (typeof data !== 'object' || data === null) return []
  return isRow(data) ? [data] : Object.values(data).flatMap(rowsIn)
}

function replaced(data: unknown, newerThan: (row: Row) => Row | undefined): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (isRow(data)) return newerThan(data) ?? data
  if (Array.isArray(data)) return data.map((each) => replaced(each, newerThan))
  const entries = Object.entries(data)
  return Object.fromEntries(entries.map(([name, value]) => [name, replaced(value, newerThan)]))
}

const isRow = (data: object): data is Row =>
  'id' in data && 'statusId' in data && 'version' in data && typeof data.version === 'number'
