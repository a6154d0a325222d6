// npm run bench [P1 P2 … rss idle start P16 P17 browser] [--accept] [--profile]: what the product costs, as ratios to a bare server of the
// same run. Sets itself up, ends what it starts. Exit code: 0 every goal is met, 1 one is missed, 75 one could not be measured.
import { browserFeel } from './browser/browser.ts'
import { endAll, leaveToWatchdog, runFolder, whenInterrupted } from './endings.ts'
import type { Result } from './goals.ts'
import { idleCost } from './idle.ts'
import { liveFanOut } from './live.ts'
import { tool } from './load.ts'
import { describeMachine } from './machine.ts'
import { neighbours } from './neighbours.ts'
import { measure } from './pairs.ts'
import { giveBack, takePrecedence } from './precedence.ts'
import { prepare } from './prepare.ts'
import { profile, profiling } from './profile.ts'
import { accept, exitCode, line, regressions, table } from './report.ts'
import { scenarios } from './scenarios.ts'
import { memory, startTimes } from './start.ts'
import { startSystem } from './system.ts'

const words = process.argv.slice(2)
const isProfiled = words.includes('--profile')
/** What people feel depends on the whole machine, so it is measured only when it is asked for. */
const hasBrowser = words.includes('browser')
const isWanted = (id: string) => {
  const named = words.filter((word) => !word.startsWith('--'))
  return named.length === 0 || named.some((word) => id === word || id.startsWith(`${word}-`))
}

/** When the last slice begins, in milliseconds after the start: all of it lasts ten minutes. */
const until = 9 * 60_000
const folder = runFolder()
leaveToWatchdog(folder)
let ending = false
const end = async (code: number) => {
  if (ending) return
  ending = true
  await endAll(folder)
  giveBack(process.pid)
  process.exit(code)
}
const fail = (error: unknown) => {
  // What is interrupted fails as well, and that says nothing.
  if (!ending) console.error(error)
  return end(70)
}
whenInterrupted((code) => void end(code))
process.on('uncaughtException', (error) => void fail(error))

try {
  if (takePrecedence(process.pid)) console.log('Goes before the other work of this machine')
  await prepare(isProfiled, hasBrowser)
  const results = await run()
  console.log(`\n${table(results)}`)
  const machine = describeMachine(tool())
  const worse = regressions(machine, results)
  for (const { id, figure } of worse)
    console.log(`${id} ${figure}: more than 15 % worse than accepted`)
  if (words.includes('--accept')) accept(machine, results)
  await end(worse.length > 0 ? 1 : exitCode(results))
} catch (error) {
  await fail(error)
}

async function run() {
  const results: Result[] = []
  const say = (found: readonly Result[]) => {
    for (const one of found) console.log(line(one))
    results.push(...found)
  }
  const system = await startSystem(folder, {
    ...(isProfiled ? profiling() : { bundles: 'build', settings: {} }),
    isEmpty: words.every((word) => word === 'browser' || word.startsWith('--')) && hasBrowser,
  })
  if (isWanted('rss')) say(await memory(system))
  if (isWanted('start')) say(await startTimes(system))
  // Last of these: in their first minute services do more than later.
  if (isWanted('idle')) say(await idleCost(system))
  for (const scenario of scenarios.filter(({ id }) => isWanted(id))) {
    say(await measure(system, scenario, until))
    if (isProfiled) console.log(`      profiles in ${await profile(system, scenario)}`)
  }
  if (isWanted('P17') && performance.now() < until) say(await neighbours(system))
  if (hasBrowser) await browserFeel(system, say)
  // It has no goal yet, so the others count without it.
  if (isWanted('P16') && performance.now() < until)
    await liveFanOut(system).then(say, console.error)
  return results
}
