import type { Query, QueryClient } from '@tanstack/react-query'
import { knownMe } from '../../account/session.ts'
import type { LiveEvent } from '../../live-stream.ts'
import { refresh } from '../../refresh.ts'
import { trpc } from '../../trpc.ts'
import type { Board, TaskRow } from '../task.ts'
import { filterOf, type TaskFilter, taskIn } from './columns.ts'
import { effectOn, merged } from './merged.ts'
import { bringIn, markFresh } from './pending-updates.ts'
import { readTasks } from './queries.ts'
import { hangsOnOthers, isSorted } from './sorted.ts'

const MANY = 100

/** Reads only the tasks that events are about and puts them where they belong on lists and boards. */
export function followBoards(queryClient: QueryClient, events: LiveEvent[]) {
  for (const query of queryClient.getQueryCache().findAll(trpc.task.tasks.board.pathFilter())) {
    const filter = filterOf(query.queryKey)
    const touching = events.filter(({ projectId }) => projectId === filter?.projectId)
    if (!filter || touching.length === 0) continue
    const isWhole = touching.some(({ taskId }) => !taskId) || touching.length > MANY
    const isKnown = query.isActive() && query.state.fetchStatus === 'idle'
    if (isWhole || !isKnown || isSorted(filter) || hangsOnOthers(filter) || filter.groupBy)
      readWhole(queryClient, query, touching)
    else follow({ queryClient, query, filter }, touching)
  }
}

const readWhole = (queryClient: QueryClient, query: Query, events: LiveEvent[]) =>
  void refresh(queryClient, (each) => each === query).then(() => {
    if (events.some(isOwn)) bringIn()
  })

/** What somebody does does not wait for their own pointer. */
const isOwn = ({ actorId }: LiveEvent) => actorId === knownMe()

interface Followed {
  queryClient: QueryClient
  query: Query
  filter: TaskFilter
}

const waiting = new WeakMap<Query, LiveEvent[]>()

/** One read after the other: the one that began last is the one that is shown last. */
function follow(followed: Followed, events: LiveEvent[]) {
  const more = waiting.get(followed.query)
  if (more) more.push(...events)
  else {
    const all = [...events]
    waiting.set(followed.query, all)
    void readOneByOne(followed, all).finally(() => waiting.delete(followed.query))
  }
}

/** What has become of tasks, and of those on screen that they are part of, or were, or that wait for them. */
async function readWithTied(
  queryClient: QueryClient,
  { query, filter }: Pick<Followed, 'query' | 'filter'>,
  ids: string[],
) {
  const rows = await readTasks(filter, ids)
  const board = queryClient.getQueryData<Board>(query.queryKey)
  const known = new Map(board?.columns.flatMap(({ tasks }) => tasks).map((task) => [task.id, task]))
  const tied = new Set<string>()
  for (const task of [...rows, ...ids.flatMap((id) => known.get(id) ?? [])])
    for (let id = task.parentId; id && known.has(id); id = known.get(id)?.parentId ?? null)
      if (tied.has(id)) break
      else tied.add(id)
  // What waits for one of them shows whether it is done.
  for (const task of known.values())
    if (task.blockers?.ids.some((id) => ids.includes(id))) tied.add(task.id)
  const more = [...tied].filter((id) => !ids.includes(id)).slice(0, MANY)
  return more.length > 0 ? [...rows, ...(await readTasks(filter, more))] : rows
}

async function readOneByOne({ queryClient, query, filter }: Followed, events: LiveEvent[]) {
  while (events.length > 0) {
    const taken = events.splice(0)
    const ids = [...new Set(taken.flatMap(({ taskId }) => taskId ?? []))].slice(0, MANY)
    const rows = await readWithTied(queryClient, { query, filter }, ids).catch(() => undefined)
    const board = queryClient.getQueryData<Board>(query.queryKey)
    if (!board) return
    if (!rows || ids.length === MANY || ids.some((id) => isUnsure(board, id, taken)))
      return readWhole(queryClient, query, taken)
    ids.push(...rows.map(({ id }) => id).filter((id) => !ids.includes(id)))
    for (const id of ids) if (isNews(board, id, rows, taken)) markFresh(id)
    const isOwnNews = taken.some(
      (event) => isOwn(event) && event.taskId && changesPlaces(board, event.taskId, rows),
    )
    queryClient.setQueryData<Board>(query.queryKey, (known) =>
      ids.reduce((shown, id) => shown && merged(shown, id, rowOf(rows, id)), known),
    )
    if (isOwnNews) bringIn()
  }
}

const rowOf = (rows: TaskRow[], id: string) => rows.find((row) => row.id === id)

/** Where a task was that had not been read is not known, so counts would be wrong. */
const isUnsure = (board: Board, id: string, events: LiveEvent[]) =>
  board.columns.some(({ nextCursor }) => nextCursor !== null) &&
  !taskIn(board, id) &&
  !events.some(({ taskId, type }) => taskId === id && type === 'task.created')

/** Others brought or moved it. */
function isNews(board: Board, id: string, rows: TaskRow[], events: LiveEvent[]) {
  if (events.every((event) => event.taskId !== id || isOwn(event))) return false
  const effect = effectOn(board, id, rowOf(rows, id))
  return effect === 'comes' || effect === 'moves'
}

const changesPlaces = (board: Board, id: string, rows: TaskRow[]) =>
  !['nothing', 'stays'].includes(effectOn(board, id, rowOf(rows, id)))
