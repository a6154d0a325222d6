import { mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTRPCClient, httpLink } from '@trpc/client'
import { bundleAll } from '../../../bin/bundle.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../testing/database.ts'
import { type Processes, startProcesses } from '../../testing/processes.ts'
import { redisUrl } from '../../testing/redis.ts'
import { startUserService } from '../../user-service/testing/start-user-service.ts'
import type { TaskRouter } from '../router.ts'
import { type Receiver, startReceiver } from '../testing/receiver.ts'

const ROUNDS = 10
const WEBHOOKS = 3

let users: Awaited<ReturnType<typeof startUserService>>
let database: TemporaryDatabase
let processes: Processes
let receiver: Receiver
const folder = mkdtempSync('/tmp/taskmate-killed-')

beforeAll(async () => {
  ;[users, database, receiver] = await Promise.all([
    startUserService(),
    temporaryDatabase('task'),
    startReceiver(),
    bundleAll(folder),
  ])
  const { DATABASE_NAME: name, ...postgres } = database.env
  processes = await startProcesses({
    ...{ folder, postgres, names: ['task-service'], filesDir: folder, redisUrl: await redisUrl() },
    databases: new Map([['task-service', name ?? '']]),
    settings: {
      ...{ TASKMATE_ENV: 'test', RAILS_MASTER_KEY: String(users.env.RAILS_MASTER_KEY) },
      ...{ USER_SERVICE_URL: users.url, WEBHOOK_LOOPBACK: 'true', WEBHOOK_TIMEOUT_SECONDS: '2' },
    },
  })
})
afterAll(async () => {
  await processes?.stopAll()
  receiver?.close()
  await database?.close()
  await users?.close()
  rmSync(folder, { recursive: true })
})

test('a sender that is killed again and again loses no delivery and repeats at most one of each webhook', async () => {
  const person = await users.person('Alice')
  const [workspace] = await person.calls.workspaces.list.query()
  const { tasks, projects, webhooks } = createTRPCClient<TaskRouter>({
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
    ...{ workspaceId: workspace?.id ?? '', key: 'KILL', name: 'Killed', locale: 'en' },
  })
  for (let nth = 0; nth < WEBHOOKS; nth++)
    await webhooks.create.mutate({
      ...{ projectId, url: `${receiver.url}/${nth}`, types: ['task.created'] },
    })
  // So slow that most kills come while something is under way.
  receiver.answer(async (res) => {
    await sleep(Math.random() * 40)
    res.writeHead(204).end()
  })
  const written: string[] = []
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      // No more than what can be sent: at the end everything has to have come.
      await pollUntil(() => isOver || receiver.received.length > WEBHOOKS * (written.length - 40))
      const title = `Task ${written.length}`
      const wanted = { projectId, title, idempotencyKey: `key-of-${written.length}` }
      const task = await tasks.create.mutate(wanted).catch(() => sleep(20))
      if (task) written.push(task.id)
    }
  })()
  for (let round = 0; round < ROUNDS; round++) {
    const before = receiver.received.length
    await pollUntil(() => receiver.received.length > before + 10)
    await sleep(Math.random() * 50)
    await processes.stop('task-service', 'SIGKILL')
    await processes.start('task-service')
  }
  isOver = true
  await writing
  const timesOf = (nth: number) => {
    const times = new Map<string, number>()
    for (const { path, data } of receiver.received)
      if (path.endsWith(`/${nth}`))
        times.set(String(data.taskId), (times.get(String(data.taskId)) ?? 0) + 1)
    return times
  }
  for (let nth = 0; nth < WEBHOOKS; nth++) {
    await pollUntil(() => written.filter((id) => !timesOf(nth).has(id)).length, {
      isEnough: (missing) => missing === 0,
    })
    const repeated = [...timesOf(nth).values()].reduce((sum, times) => sum + times - 1, 0)
    console.log(`webhook ${nth}: ${written.length} tasks, ${ROUNDS} kills, ${repeated} repeated`)
    expect(repeated).toBeLessThanOrEqual(ROUNDS)
  }
})
