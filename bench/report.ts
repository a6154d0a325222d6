import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Slice } from './load.ts'

export interface Measured {
  readonly id: string
  readonly what: string
  readonly goal: number
  /** Subject ÷ anchor, medians of clean slices. */
  readonly ratio: number
  readonly p99Ratio: number
  readonly requestsPerSecond: number
  readonly anchorRequestsPerSecond: number
  readonly cpuRatio: number
  readonly slices: number
}

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function summary(
  { id, what, goal }: Pick<Measured, 'id' | 'what' | 'goal'>,
  subject: readonly (Slice & { cpuUs: number })[],
  anchor: readonly (Slice & { cpuUs: number })[],
): Measured {
  const of = (slices: readonly (Slice & { cpuUs: number })[], key: keyof Slice | 'cpuUs') =>
    median(slices.map((slice) => slice[key]))
  const round = (value: number) => Math.round(value * 100) / 100
  return {
    id,
    what,
    goal,
    ratio: round(of(subject, 'requestsPerSecond') / of(anchor, 'requestsPerSecond')),
    p99Ratio: round(of(subject, 'p99Ms') / of(anchor, 'p99Ms')),
    requestsPerSecond: Math.round(of(subject, 'requestsPerSecond')),
    anchorRequestsPerSecond: Math.round(of(anchor, 'requestsPerSecond')),
    cpuRatio: round(of(subject, 'cpuUs') / of(anchor, 'cpuUs')),
    slices: Math.min(subject.length, anchor.length),
  }
}

export const line = (one: Measured) =>
  `${one.id}  ${one.what.padEnd(48)} ${String(one.ratio).padStart(5)} (goal ${one.goal})  p99 ÷ ${one.p99Ratio}  CPU ÷ ${one.cpuRatio}  ${one.requestsPerSecond}/s against ${one.anchorRequestsPerSecond}/s`

/** Compares with the committed ratios of the same machine and tool: more than 15 % worse is a regression. */
export function judge(machine: string, measured: readonly Measured[], accept: boolean) {
  const file = `bench/results/${machine}.json`
  const known: Measured[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const worse = measured.filter((one) => {
    const before = known.find(({ id }) => id === one.id)
    return before && one.ratio < before.ratio * 0.85
  })
  if (accept || known.length === 0) {
    const kept = known.filter(({ id }) => !measured.some((one) => one.id === id))
    mkdirSync('bench/results', { recursive: true })
    writeFileSync(file, `${JSON.stringify([...kept, ...measured], null, 2)}\n`)
  }
  return worse
}
