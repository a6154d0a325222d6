import { pollUntil } from '../../services/chassis/poll-until.ts'
import { openBrowser } from '../../services/frontend-service/testing/browser.ts'
import { clientOf } from '../../services/testing/postgres.ts'
import type { System } from '../system.ts'

export const CARDS = 600
export const MANY = 5000

/** Somebody with two projects: SOME has 600 tasks, a fifth of them in each status, and MANY has 5,000, most of them in one. */
export async function personWithBoards({ running, postgres }: System) {
  const url = running.urls['frontend-service']
  const { trpc } = openBrowser(url)
  const email = `browser.${process.pid}@taskmate.example`
  const password = 'correct horse battery'
  const person = { name: 'Browser', email, password, locale: 'en' as const }
  const { user } = await trpc.gateway.session.signUp.mutate(person)
  const who = await trpc.gateway.session.who.query()
  const workspaceId = who?.workspaces[0]?.id ?? ''
  const create = async (key: string) => {
    const project = { workspaceId, key, name: key, locale: 'en' as const }
    const { id, statuses } = await trpc.task.projects.create.mutate(project)
    return { id, statusIds: statuses.map((status) => status.id) }
  }
  // task-service learns of a new workspace by user-service's feed.
  const projects = () => trpc.task.projects.list.query({ workspaceId }).catch(() => null)
  await pollUntil(projects, { complaint: 'the new workspace does not arrive' })
  const [some, many] = [await create('SOME'), await create('MANY')]
  const [, unstarted = ''] = many.statusIds
  const db = clientOf(postgres, 'task_service_db')
  await db.connect()
  const fill = `insert into "Task" (id, "projectId", number, title, "statusId", priority, "dueDate", rank, "assigneeIds", "labelIds", "createdBy")
    select gen_random_uuid(), $1::uuid, n, 'Task ' || n || ' ' || left(md5(n::text), n % 40), ($2::uuid[])[n % cardinality($2::uuid[]) + 1],
           (array['none','low','medium','high'])[n % 4 + 1], case when n % 3 = 0 then '2027-03-01' end, rank_of(n),
           case when n % 2 = 0 then array[$3::uuid] else '{}' end, '{}', $3::uuid from generate_series(1, $4::int) n`
  await db.query(fill, [some.id, some.statusIds.slice(0, 5), user.id, CARDS])
  // Nine in ten wait in the second status, so that one column has more than 4,000.
  const places = [...many.statusIds.slice(0, 1), ...Array.from({ length: 9 }, () => unstarted)]
  await db.query(fill, [many.id, places, user.id, MANY])
  for (const [{ id }, count] of [
    [some, CARDS],
    [many, MANY],
  ] as const)
    await db.query('update "Project" set "lastNumber" = $2 where id = $1', [id, count])
  await db.query('analyze "Task"')
  await db.end()
  return { url, email, password }
}
