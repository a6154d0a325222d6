// Loaded into a service by NODE_OPTIONS: SIGUSR2 begins a CPU profile, the next one writes it. `--cpu-prof` is not
// allowed there on Node 20, and would profile the start as well.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { basename, dirname, join } from 'node:path'

const session = new Session()
session.connect()
let isRunning = false
process.on('SIGUSR2', async () => {
  isRunning = !isRunning
  if (isRunning) {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 500 })
    await session.post('Profiler.start')
    return
  }
  const { profile } = await session.post('Profiler.stop')
  const file = `${basename(dirname(process.argv[1]))}.cpuprofile`
  writeFileSync(join(process.env.PROFILE_DIR, file), JSON.stringify(profile))
})
