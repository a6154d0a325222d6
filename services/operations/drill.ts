import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrillEnv } from './env.ts'
import { type Backup, fetched, newestBackup } from './newest-backup.ts'
import { storeOf } from './open-store.ts'
import { majorOf } from './program.ts'
import { checked, differences, restored } from './restore.ts'
import { scratchServer } from './scratch-server.ts'

/** Restores the newest backup into an empty server. Everything that can be wrong with the files is found before that
 *  server exists. */
export async function drill(env: DrillEnv): Promise<Backup> {
  const store = storeOf(env)
  const backup = await newestBackup(store, new Date(), env.BACKUP_MAX_AGE_HOURS)
  const { moment, manifest } = backup
  const folder = await mkdtemp(join(env.WORK_DIR, 'drill-'))
  try {
    const paths = new Map<string, string>()
    for (const dump of manifest.databases)
      paths.set(dump.database, await fetched(store, moment, dump, folder))
    await sameMajor(env, backup)
    const { connection, stop } = await scratchServer(env, folder)
    try {
      const wrong: string[] = []
      for (const dump of manifest.databases) {
        await restored(env, connection, dump, paths.get(dump.database) ?? '')
        wrong.push(...(await differences(connection, dump)))
      }
      if (wrong.length > 0) throw new Error(`${moment}: ${wrong.join('; ')}`)
      await checked(env, connection, [...paths.keys()])
    } finally {
      await stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return backup
}

async function sameMajor(env: DrillEnv, { moment, manifest }: Backup) {
  const own = await majorOf(env, 'postgres')
  if (own !== manifest.serverMajor)
    throw new Error(
      `${moment} is of PostgreSQL ${manifest.serverMajor}, the drill has PostgreSQL ${own}`,
    )
}
