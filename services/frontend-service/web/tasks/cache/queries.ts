import { projectAt } from '../../projects/queries.ts'
import { queryClient } from '../../query-client.ts'
import { client, plain, trpc } from '../../trpc.ts'
import type { Board } from '../task.ts'
import { type Column, extended, type TaskFilter } from './columns.ts'

const PAGE = 100

/** A project's tasks by status, for list and board alike: the first fifty of each, and as many as were read before. */
export const taskBoard = (filter: TaskFilter) => ({
  ...trpc.task.tasks.board.queryOptions(filter, plain),
  queryFn: () => readBoard(filter),
})

/** Reads the next page of a status into the cache; false where there is none. */
export async function readOn(filter: TaskFilter, statusId: string) {
  const key = trpc.task.tasks.board.queryKey(filter)
  const known = queryClient.getQueryData(key)?.columns.find((each) => each.statusId === statusId)
  if (!known?.nextCursor) return false
  const page = await nextPage(filter, known)
  queryClient.setQueryData(
    key,
    (board) =>
      board && {
        ...board,
        columns: board.columns.map((column) =>
          column.statusId === statusId && column.nextCursor === known.nextCursor
            ? extended(column, page)
            : column,
        ),
      },
  )
  return true
}

/** What has become of some tasks, as far as the filter shows them. */
export const readTasks = async (filter: TaskFilter, ids: string[]) =>
  (await client.task.tasks.list.query({ ...filter, ids, limit: PAGE }, plain.trpc)).items

const TRIES = 3

/** An answer that was overtaken by an own change is no news: it is asked for again. */
async function readBoard(filter: TaskFilter) {
  const known = () => queryClient.getQueryData(trpc.task.tasks.board.queryKey(filter))
  for (let tries = 1; ; tries++) {
    const board = await readBoardOnce(filter, known())
    if (tries === TRIES || !isOvertaken(board, known())) return board
  }
}

function isOvertaken(board: Board, known: Board | undefined) {
  const rows = (each: Board | undefined) => each?.columns.flatMap(({ tasks }) => tasks) ?? []
  const versions = new Map(rows(known).map(({ id, version }) => [id, version]))
  return rows(board).some(({ id, version }) => (versions.get(id) ?? 0) > version)
}

async function readBoardOnce(filter: TaskFilter, known: Board | undefined) {
  const board = await client.task.tasks.board.query(filter, plain.trpc)
  const columns = board.columns.map((column) => {
    const before = known?.columns.find(({ statusId }) => statusId === column.statusId)
    return deepened(filter, column, before?.tasks.length ?? 0)
  })
  return { ...board, columns: await Promise.all(columns) }
}

async function deepened(filter: TaskFilter, column: Column, depth: number) {
  let deep = column
  while (deep.nextCursor !== null && deep.tasks.length < depth)
    deep = extended(deep, await nextPage(filter, deep))
  return deep
}

/** The tasks of the columns that are asked for, column by column until there are `limit` of them. They are read for one
 *  occasion: what is on screen does not grow by them. */
export async function wholeBoard(
  filter: TaskFilter,
  limit: number,
  isWanted: (statusId: string) => boolean,
): Promise<Board> {
  const board = await client.task.tasks.board.query(filter, plain.trpc)
  let left = limit
  const columns: Column[] = []
  for (const column of board.columns) {
    const isOf = isWanted(column.statusId)
    const read = isOf ? await deepened(filter, column, left) : column
    if (isOf) left -= read.tasks.length
    columns.push(read)
  }
  return { ...board, columns }
}

const nextPage = (filter: TaskFilter, { statusId, nextCursor }: Column) =>
  client.task.tasks.list.query(
    {
      ...{ ...filter, limit: PAGE, ...(nextCursor && { cursor: nextCursor }) },
      ...(filter.groupBy ? { group: statusId } : { statusId }),
    },
    plain.trpc,
  )

/** What was said about a task: the newest page, and earlier ones on request. */
export const commentsOf = ({ id: taskId }: { id: string }) =>
  trpc.task.comments.list.infiniteQueryOptions(
    { taskId },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  )

export const viewsOf = (projectId: string) =>
  trpc.task.views.list.queryOptions({ projectId }, { staleTime: 5 * 60_000 })

interface Address {
  workspaceId: string
  key: string
  view?: string
}

/** Asks for what a project's list or board needs while its code is still on the way; the saved views are known once it
 *  is back: what one shows depends on them, and how high the bar above the tasks is. Failures show where the data is used. */
export async function prefetchTasks({ workspaceId, key, view }: Address) {
  const project = await queryClient.ensureQueryData(projectAt(workspaceId, key)).catch(() => null)
  if (!project) return
  if (!view) void queryClient.prefetchQuery(taskBoard({ projectId: project.id }))
  await queryClient.prefetchQuery(viewsOf(project.id))
}
