import { loadEnv } from '../chassis/env.ts'
import { drill } from './drill.ts'
import { drillEnv } from './env.ts'
import { report } from './gauges.ts'
import { job, megabytes } from './job.ts'

const env = loadEnv(drillEnv)
await job('restore drill', async () => {
  const started = performance.now()
  try {
    const { moment, manifest } = await drill(env)
    const seconds = (performance.now() - started) / 1000
    await report(env, 'restore-drill', {
      backup_last_restore_ok: 1,
      backup_last_restore_seconds: seconds,
      backup_last_success_timestamp_seconds: Math.floor(Date.parse(manifest.at) / 1000),
    })
    const bytes = manifest.databases.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return `${moment} restored and equal: ${megabytes(bytes)} of dumps in ${seconds.toFixed(1)} s`
  } catch (error) {
    await report(env, 'restore-drill', { backup_last_restore_ok: 0 })
    throw error
  }
})
