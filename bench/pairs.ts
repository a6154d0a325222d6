import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, type Goal, judged, quantile, type Result } from './goals.ts'
import { load, type Side, type Slice } from './load.ts'
import { busyMs, cpuOf, familyOf, finishedChildrenMs, processors, usedSince } from './machine.ts'
import type { Scenario } from './scenarios.ts'
import type { System } from './system.ts'

const names = {
  requests: 'requests/s',
  p50: 'p50',
  p99: 'p99',
  cpu: 'CPU',
} satisfies Record<Figure, string>

/** Blocks that a scenario gets unless it says otherwise, and further ones for all scenarios together where pairs disagree. */
const BLOCKS = 3
let more = 6

/** Failed requests spoil a slice, and it is taken again; so many times, that something is wrong. */
const RETRIES = 5

interface Sample extends Slice {
  /** CPU time a request, of everything that was started, and of each part. */
  readonly cpuUs: number
  readonly cpuParts: Readonly<Record<string, number>>
  /** Part of the machine that worked for others. */
  readonly foreign: number
}

interface Pair {
  readonly subject: Sample
  readonly anchor: Sample
}

/** Slices in the order A B B A: what the machine does beside them falls on both halves of a pair alike, a drift in one
 *  direction on the first pair as in the other on the second. Ratios are taken pair by pair. */
export async function measure(
  system: System,
  scenario: Scenario,
  until: number,
): Promise<Result[]> {
  const { connections, seconds = 2, blocks = BLOCKS } = scenario
  if (performance.now() > until) return scenario.goals.map((goal) => unmeasured(scenario, goal))
  const sides = await scenario.sides(system)
  const [subjectBytes, anchorBytes] = [await check(sides.subject), await check(sides.anchor)]
  for (const side of [sides.anchor, sides.subject]) await warm(side)
  const sample = (side: Side) => sampleOf(system, side, connections, seconds)
  const pairs: Pair[] = []
  for (let block = 0; block < blocks || isOpen(scenario, pairs); block++) {
    if (block > 0 && performance.now() > until) break
    if (block >= blocks) more -= 1
    const first = { subject: await sample(sides.subject), anchor: await sample(sides.anchor) }
    const second = { anchor: await sample(sides.anchor), subject: await sample(sides.subject) }
    pairs.push(first, second)
  }
  return scenario.goals.map((goal, nth) => ({
    ...unmeasured(scenario, goal),
    what: nth === 0 ? scenario.what : '',
    ...judged(ratios(pairs, goal.figure), goal),
    note: nth === 0 ? noteOf(pairs, subjectBytes, anchorBytes) : undefined,
  }))
}

const unmeasured = ({ id, what, by }: Scenario, { figure, ...bound }: Goal): Result => ({
  id,
  what,
  figure: `${names[figure]} ÷ ${by}`,
  ...bound,
  value: Number.NaN,
  spread: [Number.NaN, Number.NaN],
  verdict: 'not measured',
})

const isOpen = ({ goals }: Scenario, pairs: readonly Pair[]) =>
  more > 0 &&
  pairs.length < 4 * BLOCKS &&
  goals.some((goal) => judged(ratios(pairs, goal.figure), goal).verdict === 'not measured')

const figureOf = {
  requests: ({ requestsPerSecond }: Sample) => requestsPerSecond,
  p50: ({ p50Ms }: Sample) => p50Ms,
  p99: ({ p99Ms }: Sample) => p99Ms,
  cpu: ({ cpuUs }: Sample) => cpuUs,
} satisfies Record<Figure, (sample: Sample) => number>

const ratios = (pairs: readonly Pair[], figure: Figure) =>
  pairs.map(({ subject, anchor }) => figureOf[figure](subject) / figureOf[figure](anchor))

function noteOf(pairs: readonly Pair[], subjectBytes: number, anchorBytes: number) {
  const middle = (values: readonly number[]) => quantile(values, 0.5)
  const both = (key: 'requestsPerSecond' | 'p50Ms' | 'p99Ms' | 'cpuUs', digits = 0) =>
    (['subject', 'anchor'] as const)
      .map((side) => middle(pairs.map((pair) => pair[side][key])).toFixed(digits))
      .join(' : ')
  const parts = Object.keys(pairs[0]?.subject.cpuParts ?? {})
    .map((name) => ({
      name,
      us: middle(pairs.map(({ subject }) => subject.cpuParts[name] ?? 0)),
    }))
    .filter(({ us }) => us >= 1)
    .map(({ name, us }) => `${name.replace('-service', '')} ${us.toFixed(0)}`)
  const foreign = middle(pairs.flatMap(({ subject, anchor }) => [subject.foreign, anchor.foreign]))
  return [
    `${both('requestsPerSecond')} /s, p50 ${both('p50Ms', 1)} ms, p99 ${both('p99Ms', 1)} ms, ${subjectBytes} : ${anchorBytes} bytes`,
    `CPU ${both('cpuUs')} µs: ${parts.join(' + ')}`,
    `${pairs.length} pairs, others used ${(100 * foreign).toFixed(0)} % of the machine`,
  ].join('\n      ')
}

async function sampleOf(
  system: System,
  side: Side,
  connections: number,
  seconds: number,
): Promise<Sample> {
  for (let attempt = 0; attempt < RETRIES; attempt++) {
    await settled(Object.values(system.roots))
    const sample = await sampleOnce(system, side, connections, seconds)
    if (sample.failed === 0) return sample
  }
  throw new Error(`Requests failed in each of ${RETRIES} slices`)
}

async function sampleOnce({ roots }: System, side: Side, connections: number, seconds: number) {
  const parts = Object.entries(roots).map(([name, pid]) => ({
    name,
    pid,
    before: cpuOf(familyOf([pid])),
  }))
  const [busyBefore, generatorBefore] = [busyMs(), finishedChildrenMs()]
  const slice = await load(side, connections, seconds)
  const busy = busyMs() - busyBefore
  const used = parts.map(({ name, pid, before }) => ({
    name,
    ms: usedSince(before, familyOf([pid])),
  }))
  const ownMs = used.reduce((sum, { ms }) => sum + ms, 0)
  const foreign = busy - ownMs - (finishedChildrenMs() - generatorBefore)
  const perRequest = 1000 / (slice.requestsPerSecond * seconds)
  return {
    ...slice,
    cpuUs: ownMs * perRequest,
    cpuParts: Object.fromEntries(used.map(({ name, ms }) => [name, ms * perRequest])),
    foreign: Math.max(0, foreign) / (seconds * 1000 * processors),
  }
}

/** Waits, at most ten seconds, until nothing is left to do: services that follow the log work on after the last write,
 *  and that would fall into the next slice. */
async function settled(roots: readonly number[]) {
  for (let waited = 0; waited < 50; waited++) {
    const before = cpuOf(familyOf(roots))
    await sleep(200)
    if (usedSince(before, familyOf(roots)) <= 40) return
  }
}

/** The first thousand requests cost two to three times as much as later ones, so they are sent at 32 connections,
 *  whatever is measured then; at most five seconds. */
async function warm(side: Side) {
  let sent = 0
  for (let second = 0; second < 5 && sent < 1500; second++)
    sent += (await load(side, 32, 1)).requestsPerSecond
}

/** One request must succeed before the clock runs. Resolves to the bytes of its answer. */
async function check({ port, calls }: Side) {
  const [call] = calls
  if (!call) throw new Error('nothing to send')
  const { path, method, headers, body } = call
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`)
  return Buffer.byteLength(text)
}
