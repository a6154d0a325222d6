import { join } from 'node:path'
import { pollUntil } from '../chassis/poll-until.ts'
import type { DrillEnv } from './env.ts'
import { type Connection, run, started } from './program.ts'
import { connected } from './snapshot.ts'

export interface ScratchServer {
  readonly connection: Connection
  stop(): Promise<void>
}

/** An empty PostgreSQL in `folder` that only this user reaches, by a socket in it. It is thrown away, so nothing is
 *  synced; page checksums stay on, for they are part of the check. */
export async function scratchServer(env: DrillEnv, folder: string): Promise<ScratchServer> {
  const data = join(folder, 'data')
  const cluster = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--data-checksums']
  await run(env, 'initdb', ['-D', data, '-U', 'drill', '--no-sync', ...cluster])
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'full_page_writes=off',
    'wal_level=minimal',
    'max_wal_senders=0',
    'max_wal_size=2GB',
    'maintenance_work_mem=128MB',
    'autovacuum=off',
    // A pod's /dev/shm holds 64 MiB: too little for building an index in parallel.
    'dynamic_shared_memory_type=mmap',
  ]
  const server = started(env, 'postgres', ['-D', data, ...settings.flatMap((one) => ['-c', one])])
  server.output.resume()
  const kill = () => void server.child.kill('SIGINT')
  process.once('exit', kill)
  const connection = { PGHOST: folder, PGPORT: '5432', PGUSER: 'drill' }
  await Promise.race([untilItAnswers(connection), server.ended])
  return {
    connection,
    stop: async () => {
      process.off('exit', kill)
      kill()
      await server.ended.catch(() => {})
    },
  }
}

const untilItAnswers = (connection: Connection) =>
  pollUntil(
    () =>
      connected(connection, 'postgres').then(
        (db) => db.end().then(() => true),
        () => false,
      ),
    { everyMs: 50, complaint: 'the empty server did not answer within two minutes' },
  )
