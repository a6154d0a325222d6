import { mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { bundleAll } from '../../../bin/bundle.ts'
import { migrate } from '../../chassis/migrate.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clientOf, ownPostgres } from '../../testing/postgres.ts'
import { startProcesses } from '../../testing/processes.ts'
import { redisUrl } from '../../testing/redis.ts'
import { startUserService } from '../../user-service/testing/start-user-service.ts'
import type { TaskRouter } from '../router.ts'

const WRITERS = 8

type Victim = 'service' | 'database'

/** What dies in a round: task-service by SIGKILL, PostgreSQL by an immediate stop, or both at once. */
const victims: readonly Victim[][] = [['service', 'database'], ['database'], ['service']]

/** Eight people write tasks while task-service and its PostgreSQL are killed again and again. Resolves to what they
 *  were told and what is there afterwards. */
export async function crashes(rounds: number) {
  const stage = await startStage()
  try {
    return await play(stage, rounds)
  } finally {
    await stage.close()
  }
}

async function startStage() {
  const folder = mkdtempSync('/tmp/taskmate-crashes-')
  const bundles = mkdtempSync('/tmp/taskmate-bundles-')
  const [users, server] = await Promise.all([
    startUserService(),
    ownPostgres(folder),
    bundleAll(bundles),
  ])
  let postgres = server
  const database = 'task_service_db'
  const env = { ...postgres.env, DATABASE_NAME: database }
  await migrate({ env, folder: 'prisma/task/migrations', say: () => {} })
  const processes = await startProcesses({
    folder: bundles,
    names: ['task-service'],
    postgres: postgres.env,
    redisUrl: await redisUrl(),
    filesDir: folder,
    settings: {
      TASKMATE_ENV: 'test',
      RAILS_MASTER_KEY: String(users.env.RAILS_MASTER_KEY),
      USER_SERVICE_URL: users.url,
    },
  })
  const person = await users.person('Alice')
  const [workspace] = await person.calls.workspaces.list.query()
  const { tasks, projects } = createTRPCClient<TaskRouter>({
    links: [
      httpLink({
        url: `${processes.urls['task-service']}/trpc`,
        headers: async () => ({
          authorization: `Bearer ${await users.sign('task-service', person.id)}`,
        }),
      }),
    ],
  })
  const { id: projectId } = await projects.create.mutate({
    workspaceId: workspace?.id ?? '',
    key: 'CRASH',
    name: 'Crashes',
    locale: 'en',
  })

  return {
    write: (title: string) =>
      tasks.create.mutate({ projectId, title, idempotencyKey: `key-of-${title}` }),
    kill: (one: Victim) =>
      one === 'service' ? processes.stop('task-service', 'SIGKILL') : postgres.stop('SIGQUIT'),
    revive: async (one: Victim) => {
      if (one === 'service') await processes.start('task-service')
      else postgres = await ownPostgres(folder, [], env.POSTGRES_PORT)
    },
    /** By title: ids of the tasks and number of events that tell of them. */
    found: async () => {
      const db = clientOf(env, database)
      await db.connect()
      const { rows } = await db.query<{ title: string; ids: string[]; created: number }>(foundSql)
      await db.end()
      return new Map(rows.map(({ title, ...found }) => [title, found]))
    },
    close: async () => {
      await processes.stopAll()
      await users.close()
      await postgres.stop()
      for (const one of [folder, bundles]) rmSync(one, { recursive: true })
    },
  }
}

const foundSql = `
  select title, array_agg(t.id::text) as ids, sum(e.created)::int as created from "Task" t,
    lateral (select count(*) as created from "Event" where "taskId" = t.id and type = 'task.created') e
   group by title`

type Stage = Awaited<ReturnType<typeof startStage>>

async function play({ write, kill, revive, found }: Stage, rounds: number) {
  const acknowledged = new Map<string, string>()
  const unanswered = new Set<string>()
  const refusals: string[] = []
  const attempt = (title: string) =>
    write(title).catch(async (error: unknown) => {
      if (!isNoAnswer(error)) refusals.push(`${title}: ${error}`)
      await sleep(20)
    })
  let isOver = false

  /** Half of those who get no answer ask again, as a browser does; the others give up. */
  const writer = async (nth: number) => {
    for (let count = 0; !isOver; count++) {
      const title = `task-${nth}-${count}`
      let task = await attempt(title)
      while (!task && !isOver && nth % 2 === 0) task = await attempt(title)
      if (task) acknowledged.set(title, task.id)
      else unanswered.add(title)
    }
  }

  const round = async (nth: number) => {
    const before = acknowledged.size
    await pollUntil(() => acknowledged.size >= before + 5 * WRITERS)
    await sleep(Math.random() * 100)
    const dying = victims[nth % victims.length] ?? []
    await Promise.all(dying.map(kill))
    // The database first: without it the service does not get ready.
    for (const one of [...dying].reverse()) await revive(one)
  }

  const started = performance.now()
  const writers = Array.from({ length: WRITERS }, (_, nth) => writer(nth))
  for (let nth = 0; nth < rounds; nth++) await round(nth)
  isOver = true
  await Promise.all(writers)
  const seconds = (performance.now() - started) / 1000

  const repeated = new Map<string, string>()
  const again = [...acknowledged.keys()]
  const repeat = async () => {
    for (let title = again.pop(); title; title = again.pop())
      repeated.set(title, await write(title).then(({ id }) => id, String))
  }
  await Promise.all(Array.from({ length: WRITERS }, repeat))

  return { seconds, acknowledged, unanswered, refusals, repeated, found: await found() }
}

/** The connection broke, or the service said that it could not: the writer does not know what became of the task. */
const isNoAnswer = (error: unknown) =>
  error instanceof TRPCClientError && !(error.data?.httpStatus < 500)
