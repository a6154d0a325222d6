// npm run bench [P1 P2 … idle] [--accept]: ratios to a bare server of the same run, and what the stack costs at rest.
// Never part of `npm test`.
import { setTimeout as sleep } from 'node:timers/promises'
import { IDLE_GOAL, idleCost } from './idle.ts'
import { type Call, load, tool } from './load.ts'
import { busyMs, cpuMs, describeMachine, familyOf, finishedChildrenMs, quiet } from './machine.ts'
import { judge, line, type Measured, summary } from './report.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { type System, startSystem } from './system.ts'

const WANTED_SLICES = 5
const ROUNDS = 10
const MACHINE_BUSY = 75

const words = process.argv.slice(2)
const named = words.filter((word) => word.startsWith('P'))
const chosen = scenarios.filter(({ id }) => named.length === 0 || named.includes(id))
const isIdleWanted = words.includes('idle') || named.length === 0
if (words.includes('idle') && named.length === 0) process.exit((await isIdleCheap()) ? 0 : 1)
const system = await startSystem()
const results: Measured[] = []
let busy = false
try {
  for (const scenario of chosen) {
    const measured = await measure(system, scenario)
    if (measured) results.push(measured)
    else busy = true
    console.log(measured ? line(measured) : `${scenario.id}  not measured: machine busy`)
  }
} finally {
  await system.stop()
}
const worse = judge(describeMachine(tool), results, words.includes('--accept'))
for (const one of worse) console.log(`${one.id} is more than 15 % worse than the committed ratio`)
const isCheap = !isIdleWanted || (await isIdleCheap())
process.exit(worse.length > 0 || !isCheap ? 1 : busy ? MACHINE_BUSY : 0)

async function isIdleCheap() {
  const parts = Object.entries(await idleCost())
  const sum = parts.reduce((total, [, percent]) => total + percent, 0)
  const each = parts.map(([name, percent]) => `${name} ${percent.toFixed(2)}`).join('  ')
  console.log(`idle  ${sum.toFixed(2)} % of one core (goal ${IDLE_GOAL})  ${each}`)
  return sum <= IDLE_GOAL
}

async function measure(system: System, scenario: Scenario) {
  const sides = {
    subject: { port: system.gatewayPort, calls: scenario.subject(system) },
    anchor: { port: system.anchorPort, calls: scenario.compared(system) },
  }
  for (const { port, calls } of Object.values(sides)) await check(port, calls)
  for (const { port, calls } of Object.values(sides)) await load(port, calls, 32, 3)
  const slices = { subject: [], anchor: [] } as Record<'subject' | 'anchor', Clean[]>
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 ? (['anchor', 'subject'] as const) : (['subject', 'anchor'] as const)
    for (const side of order) {
      if (slices[side].length >= WANTED_SLICES) continue
      const slice = await sliceOf(system, sides[side], scenario)
      if (slice) slices[side].push(slice)
    }
  }
  const enough = Object.values(slices).every(({ length }) => length >= WANTED_SLICES)
  return enough ? summary(scenario, slices.subject, slices.anchor) : undefined
}

type Clean = Awaited<ReturnType<typeof load>> & { cpuUs: number }

/** Two seconds after one of warming; undefined when something else used the machine. */
async function sliceOf(
  { roots }: System,
  { port, calls }: { port: number; calls: Call[] },
  { connections, foreign: allowed }: Scenario,
): Promise<Clean | undefined> {
  if (!(await quiet())) return
  await load(port, calls, connections, 1)
  const own = Object.values(roots).flatMap((pid) => familyOf(pid))
  const before = { own: cpuMs(own), busy: busyMs(), generator: finishedChildrenMs() }
  const slice = await load(port, calls, connections, 2)
  await sleep(20)
  const ownMs = cpuMs(own) - before.own
  const foreign = busyMs() - before.busy - ownMs - (finishedChildrenMs() - before.generator)
  if (slice.failed > 0) throw new Error(`${slice.failed} requests failed`)
  if (foreign > allowed * 4000) return
  return { ...slice, cpuUs: (ownMs * 1000) / (slice.requestsPerSecond * 2) }
}

/** One request of each kind must succeed before the clock runs. */
async function check(port: number, calls: Call[]) {
  const [call] = calls
  if (!call) throw new Error('nothing to send')
  const { path, method, headers, body } = call
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body })
  if (answer.status !== 200)
    throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}
