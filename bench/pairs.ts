import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, judged, quantile, type Result } from './goals.ts'
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

/** Blocks that every scenario gets, and further ones for all scenarios together where pairs disagree. */
const BLOCKS = 3
let more = 12

interface Sample extends Slice {
  readonly cpuUs: number
  /** Part of the machine that worked for others. */
  readonly foreign: number
}

interface Pair {
  readonly subject: Sample
  readonly anchor: Sample
}

/** Slices in the order A B B A: what the machine does beside them falls on both halves of a pair alike, a drift in one
 *  direction on the first pair as in the other on the second. Ratios are taken pair by pair. */
export async function measure(system: System, scenario: Scenario): Promise<Result[]> {
  const { connections, seconds = 2 } = scenario
  const sides = await scenario.sides(system)
  const [subjectBytes, anchorBytes] = [await check(sides.subject), await check(sides.anchor)]
  for (const side of [sides.anchor, sides.subject]) await warm(side)
  const sample = (side: Side) => sampleOf(system, side, connections, seconds)
  const pairs: Pair[] = []
  for (let block = 0; block < BLOCKS || isOpen(scenario, pairs); block++) {
    if (block >= BLOCKS) more -= 1
    const first = { subject: await sample(sides.subject), anchor: await sample(sides.anchor) }
    const second = { anchor: await sample(sides.anchor), subject: await sample(sides.subject) }
    pairs.push(first, second)
  }
  return scenario.goals.map((goal, nth) => ({
    id: scenario.id,
    what: nth === 0 ? scenario.what : '',
    figure: `${names[goal.figure]} ÷ ${scenario.by}`,
    atLeast: goal.atLeast,
    atMost: goal.atMost,
    ...judged(ratios(pairs, goal.figure), goal),
    note: nth === 0 ? noteOf(pairs, subjectBytes, anchorBytes) : undefined,
  }))
}

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
  const of = (side: keyof Pair, key: keyof Sample, digits = 0) =>
    quantile(
      pairs.map((pair) => pair[side][key]),
      0.5,
    ).toFixed(digits)
  const both = (key: keyof Sample, digits = 0) =>
    `${of('subject', key, digits)} : ${of('anchor', key, digits)}`
  const foreign = quantile(
    pairs.flatMap(({ subject, anchor }) => [subject.foreign, anchor.foreign]),
    0.5,
  )
  return `${both('requestsPerSecond')} /s, p50 ${both('p50Ms', 1)} ms, p99 ${both('p99Ms', 1)} ms, CPU ${both('cpuUs')} µs, ${subjectBytes} : ${anchorBytes} bytes; ${pairs.length} pairs, others used ${(100 * foreign).toFixed(0)} % of the machine`
}

async function sampleOf(
  { roots }: System,
  side: Side,
  connections: number,
  seconds: number,
): Promise<Sample> {
  await settled(Object.values(roots))
  const before = cpuOf(familyOf(Object.values(roots)))
  const [busyBefore, generatorBefore] = [busyMs(), finishedChildrenMs()]
  const slice = await load(side, connections, seconds)
  const busy = busyMs() - busyBefore
  const ownMs = usedSince(before, familyOf(Object.values(roots)))
  const foreign = busy - ownMs - (finishedChildrenMs() - generatorBefore)
  if (slice.failed > 0) throw new Error(`${slice.failed} requests failed`)
  return {
    ...slice,
    cpuUs: (ownMs * 1000) / (slice.requestsPerSecond * seconds),
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
 *  whatever is measured then; at most fifteen seconds. */
async function warm(side: Side) {
  let sent = 0
  for (let second = 0; second < 15 && sent < 1500; second += 2)
    sent += 2 * (await load(side, 32, 2)).requestsPerSecond
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
