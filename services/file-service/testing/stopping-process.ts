import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient } from '@trpc/client'
import { build } from 'esbuild'
import { bundleOf } from '../../../bin/bundle.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { ended } from '../../testing/migrators.ts'
import { clientOf, freePort } from '../../testing/postgres.ts'
import { startTeam } from '../../testing/team.ts'
import type { FileRouter } from '../router.ts'
import { exchange } from './file-team.ts'

const CHUNK = Buffer.alloc(10_000, 'x')

/** A file-service of its own as a process from its bundle, to be told to end at bad moments. */
export async function startStoppingProcess() {
  const folder = mkdtempSync('/tmp/taskmate-endings-')
  const program = join(folder, 'main.mjs')
  await build(bundleOf('services/file-service/main.ts', program))
  const [team, database] = await Promise.all([startTeam(), temporaryDatabase('file')])
  const person = await team.founder('Alice')
  const { workspaceId } = person
  const { id: projectId } = await person.tasks.projects.create.mutate({
    workspaceId,
    key: 'END',
    name: 'End',
  })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...Object.fromEntries(
      Object.entries(team.settings).map(([key, value]) => [key, String(value ?? '')]),
    ),
    ...database.env,
    PORT: String(port),
    FILES_DIR: join(folder, 'files'),
  }
  const launch = () => {
    const child = spawn(process.execPath, [program], { env })
    return { child, end: ended(child) }
  }
  const ready = () => pollUntil(async () => (await fetch(`${url}/up/ready`).catch(() => null))?.ok)
  const files = createTRPCClient<FileRouter>({
    links: team.linksTo('file-service', url, person.id),
  })

  return {
    /** Tells a process to end so long after its start. */
    endedAfter: async (ms: number) => {
      const { child, end } = launch()
      await sleep(ms)
      child.kill('SIGTERM')
      const { code, err } = await end
      return { isWell: code === 0 || child.signalCode === 'SIGTERM', err }
    },
    /** An upload that takes so long, whose service is told twice to end while it is under way. */
    upload: async (seconds: number) => {
      const { child, end } = launch()
      await ready()
      const chunks = seconds * 10
      const about = { projectId, name: 'slow', sizeBytes: chunks * CHUNK.length }
      const { url: path } = await files.uploads.create.mutate(about)
      const slowly = async function* () {
        for (let sent = 0; sent < chunks; sent++) {
          if (sent === 3 || sent === 6) child.kill('SIGTERM')
          yield CHUNK
          await sleep(100)
        }
      }
      const authorization = `Bearer ${await team.sign('file-service', person.id)}`
      const headers = { authorization, 'content-length': String(about.sizeBytes) }
      const { status } = await exchange(url + path, 'PUT', headers, Readable.from(slowly()))
      const { code, err } = await end
      const db = clientOf(database.env, database.env.DATABASE_NAME)
      await db.connect()
      const { rows } = await db.query(`select state, "sizeBytes"::int as size from "File"`)
      await db.end()
      const stored = readdirSync(join(folder, 'files')).length
      return { status, code, err, rows, stored }
    },
    close: async () => {
      await database.close()
      await team.close()
      rmSync(folder, { recursive: true })
    },
  }
}
