import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { TRPCClientError } from '@trpc/client'
import { PrismaClient } from '#db/file'
import { bundleAll } from '../bin/bundle.ts'
import { expectedDashboard } from './analytics-service/testing/dashboard-oracle.ts'
import { services, shortName } from './catalog.ts'
import { createPool, prismaAdapter, transactionOptions } from './chassis/database.ts'
import { databaseEnv } from './chassis/env.ts'
import { pollUntil } from './chassis/poll-until.ts'
import { diskStorage } from './file-service/storage/disk-storage.ts'
import { sweep } from './file-service/storage/sweeper.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import { type TemporaryDatabase, temporaryDatabase, testServer } from './testing/database.ts'
import { clientOf } from './testing/postgres.ts'
import { type Processes, startProcesses } from './testing/processes.ts'
import { redisUrl } from './testing/redis.ts'

const folder = mkdtempSync('/tmp/taskmate-restored-')
const filesDir = join(folder, 'files')
const databases = new Map<string, TemporaryDatabase>()
const lines: string[] = []
let running: Processes
const nameOf = (service: string) => databases.get(service)?.env.DATABASE_NAME ?? ''
const poolOf = (service: string) =>
  createPool(databaseEnv.parse({ ...testServer(), DATABASE_NAME: nameOf(service) }), '')

beforeAll(async () => {
  await bundleAll(folder)
  // The one native package is not in the bundles.
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  for (const { name, database } of services)
    if (database) databases.set(name, await temporaryDatabase(shortName(name)))
  running = await startProcesses({
    folder,
    filesDir,
    postgres: testServer(),
    databases: new Map([...databases.keys()].map((name) => [name, nameOf(name)])),
    redisUrl: await redisUrl(),
    settings: { TASKMATE_ENV: 'test' },
    onLine: (service, line) => lines.push(`${service} ${line}`),
  })
})
afterAll(async () => {
  await running?.stopAll()
  await administered(`drop database if exists "${nameOf('task-service')}_backup"`)
  for (const database of databases.values()) await database.close()
  rmSync(folder, { recursive: true })
})

test('after the task database alone went back, figures follow it, files stay and new work counts', async () => {
  const alice = await signedUp()
  const early = await alice.project('WEB')
  const kept = await alice.task(early, 'Kept')
  const keptFile = await alice.attach(early, kept, 'kept.txt')
  await alice.shows(early, 1)
  await restartedAround(
    `create database "${nameOf('task-service')}_backup" template "${nameOf('task-service')}"`,
  )

  const late = await alice.project('LATE')
  const lostTask = await alice.task(early, 'Lost')
  const lostFiles = [
    await alice.attach(early, lostTask, 'lost-task.txt'),
    await alice.attach(late, await alice.task(late, 'Lost too'), 'lost-project.txt'),
  ]
  await alice.shows(early, 2)
  await restartedAround(
    `drop database "${nameOf('task-service')}" with (force)`,
    `alter database "${nameOf('task-service')}_backup" rename to "${nameOf('task-service')}"`,
  )
  // More than was lost: the log is longer than its followers remember before they look at it again.
  for (let nth = 0; nth < 9; nth++) await alice.task(early, `New ${nth}`)
  await running.start('analytics-service')
  await running.start('file-service')

  await alice.shows(early, 10)
  expect(await alice.figures(early)).toEqual(await recomputedOf(early))
  const restarts = lines.filter((line) => line.includes('it lost its end'))
  expect(restarts.map((line) => line.split(' ')[0]).sort()).toEqual(['analytics', 'file'])
  const fresh = await alice.attach(early, await alice.task(early, 'After'), 'after.txt')

  const { out, err } = await orphans()
  expect(out.map(({ fileId }) => fileId)).toEqual(lostFiles)
  expect(err).toBe('2 of 4 files are orphans\n')
  expect(await swept()).toBe(0)
  expect(readdirSync(filesDir)).toHaveLength(4)
  for (const id of [keptFile, fresh]) expect(await alice.download(id)).toBe(200)
})

async function signedUp() {
  const { trpc, request } = openBrowser(running.urls['frontend-service'])
  await trpc.gateway.session.signUp.mutate({
    name: 'Alice',
    email: `alice.${process.pid}@restored.example`,
    password: 'correct horse battery',
    locale: 'en',
  })
  const workspaceId = (await trpc.gateway.session.who.query())?.workspaces[0]?.id ?? ''
  const figures = async (projectId: string) => {
    const asked = { workspaceId, projectId, days: 28 as const, timeZone: 'Asia/Seoul' }
    const { asOf: _, ...shown } = await trpc.analytics.dashboard.get.query(asked)
    return shown
  }
  return {
    figures,
    project: async (key: string) =>
      (await trpc.task.projects.create.mutate({ workspaceId, key, name: key })).id,
    task: async (projectId: string, title: string) =>
      (await trpc.task.tasks.create.mutate({ projectId, title })).id,
    attach: async (projectId: string, taskId: string, name: string) => {
      const about = { projectId, taskId, name, sizeBytes: name.length }
      const { id, url } = await whenAvailable(() => trpc.file.uploads.create.mutate(about))
      expect((await request(url, { method: 'PUT', body: name })).status).toBe(200)
      return id
    },
    download: async (id: string) => (await request(`/files/${id}/content`)).status,
    /** Waits until the dashboard shows so many tasks. */
    shows: async (projectId: string, created: number) => {
      const shown = () => figures(projectId).catch(() => null)
      await pollUntil(shown, { isEnough: (now) => now?.totals.created === created })
    },
  }
}

/** Asks again while a service says that it cannot tell yet: for two seconds after a restart of another one it does. */
const whenAvailable = <T>(ask: () => Promise<T>) =>
  pollUntil(
    () =>
      ask().catch((error: unknown) => {
        if (error instanceof TRPCClientError && error.data?.httpStatus === 503) return null
        throw error
      }),
    { isEnough: (answer) => answer !== null },
  ).then((answer) => answer as T)

/** What needs task-service's database for itself. */
async function restartedAround(...statements: string[]) {
  const followers = ['analytics-service', 'file-service'] as const
  const isRestore = statements.length > 1
  for (const name of isRestore ? followers : []) await running.stop(name)
  await running.stop('task-service')
  await administered(...statements)
  await running.start('task-service')
}

async function administered(...statements: string[]) {
  const db = clientOf(testServer(), 'postgres')
  await db.connect()
  for (const statement of statements) await db.query(statement)
  await db.end()
}

async function recomputedOf(projectId: string) {
  const log = poolOf('task-service')
  const figures = await expectedDashboard(log, { projectId, days: 28, timeZone: 'Asia/Seoul' })
  await log.end()
  return figures
}

/** What the page about restoring tells the operator to run. */
async function orphans() {
  const env = {
    PATH: process.env.PATH,
    TASKMATE_ENV: 'test',
    PORT: '0',
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
    TASK_SERVICE_URL: running.urls['task-service'],
    ...databases.get('file-service')?.env,
  }
  const program = join(folder, 'file-service/orphans.js')
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { env })
  return {
    out: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    err: stderr,
  }
}

/** The sweeper's work of two months. */
async function swept() {
  const pool = poolOf('file-service')
  const db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions })
  const count = await sweep(db, await diskStorage(filesDir), Date.now() + 60 * 86_400_000)
  await db.$disconnect()
  await pool.end().catch(() => {})
  return count
}
