import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { knownMe } from '../../account/session.ts'
import type { LiveEvent } from '../../live-stream.ts'
import { trpc } from '../../trpc.ts'
import type { Board, TaskRow } from '../task.ts'
import { effectOn, merged, taskIn } from './columns.ts'
import { isInUse, markFresh, wait } from './pending-updates.ts'
import { readTasks, type TaskFilter } from './queries.ts'

const MANY = 100
const SOON_MS = 120

/** Reads only the tasks that events are about and puts them where they belong on lists and boards. */
export function followBoards(queryClient: QueryClient, events: LiveEvent[]) {
  const cache = queryClient.getQueryCache()
  for (const query of cache.findAll(trpc.task.tasks.board.pathFilter())) {
    const filter = filterOf(query.queryKey)
    const touching = events.filter(({ projectId }) => projectId === filter?.projectId)
    if (!filter || touching.length === 0) continue
    const ids = new Set(touching.flatMap(({ taskId }) => taskId ?? []))
    const isWhole = touching.some(({ taskId }) => !taskId) || ids.size > MANY
    if (isWhole || !query.isActive()) void readAgain(queryClient, query.queryKey)
    else void follow({ queryClient, key: query.queryKey, filter }, [...ids], touching)
  }
}

interface Followed {
  queryClient: QueryClient
  key: QueryKey
  filter: TaskFilter
}

const readAgain = (queryClient: QueryClient, queryKey: QueryKey) =>
  queryClient.invalidateQueries({ queryKey, exact: true })

/** `isNow` shows everything, whoever looks where. */
async function follow(followed: Followed, ids: string[], events: LiveEvent[], isNow = false) {
  const { queryClient, key, filter } = followed
  const rows = await readTasks(filter, ids).catch(() => undefined)
  if (!rows) return readAgain(queryClient, key)
  // An own change that began meanwhile knows better than this answer.
  while (queryClient.isMutating() > 0) await new Promise((done) => setTimeout(done, SOON_MS))
  const board = queryClient.getQueryData<Board>(key)
  if (!board) return
  const kindOf = (id: string) => kindOfNews(board, id, rows, events)
  const moving = ids.filter((id) => kindOf(id) !== 'still')
  if (!isNow && moving.length > 0 && isInUse()) {
    const still = ids.filter((id) => kindOf(id) === 'still')
    show(followed, still, rows)
    hold(followed, new Map(moving.map((id) => [id, kindOf(id)])), events)
    return
  }
  if (moving.some((id) => kindOf(id) === 'unsure')) return readAgain(queryClient, key)
  moving.forEach(markFresh)
  show(followed, ids, rows)
}

type News = 'still' | 'comes' | 'moves' | 'unsure'

/** Own acts are where they belong already. Where a task was that had not been read is not known, so counts are unsure. */
function kindOfNews(board: Board, id: string, rows: TaskRow[], events: LiveEvent[]): News {
  const about = events.filter(({ taskId }) => taskId === id)
  const me = knownMe()
  if (about.every(({ actorId }) => actorId === me)) return 'still'
  const isPartial = board.columns.some(({ nextCursor }) => nextCursor !== null)
  const isCreated = about.some(({ type }) => type === 'task.created')
  if (isPartial && !taskIn(board, id) && !isCreated) return 'unsure'
  const effect = effectOn(
    board,
    id,
    rows.find((row) => row.id === id),
  )
  if (effect === 'comes') return 'comes'
  return effect === 'moves' || effect === 'goes' ? 'moves' : 'still'
}

function show({ queryClient, key }: Followed, ids: string[], rows: TaskRow[]) {
  queryClient.setQueryData<Board>(key, (board) =>
    ids.reduce(
      (shown, id) =>
        shown &&
        merged(
          shown,
          id,
          rows.find((row) => row.id === id),
        ),
      board,
    ),
  )
}

const held = new Map<string, { kind: News; event: LiveEvent }>()
let heldKey = ''

/** Keeps what would move rows until somebody asks for it or looks elsewhere. */
function hold(followed: Followed, kinds: Map<string, News>, events: LiveEvent[]) {
  const name = hashKey(followed.key)
  if (name !== heldKey) held.clear()
  heldKey = name
  for (const event of events) {
    const kind = kinds.get(event.taskId ?? '')
    if (event.taskId && kind && held.get(event.taskId)?.kind !== 'comes')
      held.set(event.taskId, { kind, event })
  }
  const all = [...held.values()]
  const count = (kind: News) => all.filter((each) => each.kind === kind).length
  wait({ come: count('comes'), others: count('moves') }, () => {
    const [ids, about] = [[...held.keys()], [...held.values()].map(({ event }) => event)]
    held.clear()
    if (ids.length > MANY) void readAgain(followed.queryClient, followed.key)
    else void follow(followed, ids, about, true)
  })
}

function filterOf([, options]: QueryKey): TaskFilter | undefined {
  const input =
    typeof options === 'object' && options !== null && 'input' in options
      ? options.input
      : undefined
  return isFilter(input) ? input : undefined
}

const isFilter = (input: unknown): input is TaskFilter =>
  typeof input === 'object' && input !== null && 'projectId' in input
