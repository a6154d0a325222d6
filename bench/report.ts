import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Result, Verdict } from './goals.ts'

const number = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

const goalOf = ({ atLeast, atMost }: Pick<Result, 'atLeast' | 'atMost'>) =>
  atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : ''

const head = ['', 'what', 'figure', 'goal', 'measured', 'middle half', ''] as const

const cells = (one: Result) => [
  one.id,
  one.what,
  one.figure,
  goalOf(one),
  number(one.value),
  `${number(one.spread[0])}–${number(one.spread[1])}`,
  goalOf(one) ? one.verdict : '',
]

/** One line a goal, columns aligned; notes below. */
export function table(results: readonly Result[]) {
  const rows = [[...head], ...results.map(cells)]
  const widths = head.map((_, nth) => Math.max(...rows.map((row) => (row[nth] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, nth) => cell.padEnd(widths[nth] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return lines.join('\n')
}

export const line = (one: Result) =>
  `${cells(one).filter(Boolean).join('  ')}${one.note ? `\n      ${one.note}` : ''}`

const codes = { met: 0, missed: 1, 'not measured': 75 } satisfies Record<Verdict, number>

/** 0 when every goal is met, 1 when one is missed, 75 when one could not be measured. */
export function exitCode(results: readonly Result[]) {
  const verdicts = results.filter(goalOf).map(({ verdict }) => verdict)
  return codes[
    verdicts.find((one) => one === 'missed') ?? verdicts.find((one) => one !== 'met') ?? 'met'
  ]
}

/** Where the figures of the last accepted run of this kind of machine lie. */
const fileOf = (machine: string) => `bench/results/${machine}.json`

/** What is more than 15 % worse than accepted on the same kind of machine. */
export function regressions(machine: string, results: readonly Result[]) {
  const file = fileOf(machine)
  const known: Result[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  return results.filter((one) => {
    const before = known.find(({ id, figure }) => id === one.id && figure === one.figure)
    if (!before || one.verdict === 'not measured') return false
    return one.atLeast === undefined
      ? one.value > before.value * 1.15
      : one.value < before.value * 0.85
  })
}

export function accept(machine: string, results: readonly Result[]) {
  const file = fileOf(machine)
  const known: Result[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const measured = results.filter(({ verdict }) => verdict !== 'not measured')
  const kept = known.filter(({ id }) => !measured.some((one) => one.id === id))
  const round = (value: number) => Math.round(value * 100) / 100
  const rounded = measured.map((one) => ({
    ...one,
    value: round(one.value),
    spread: one.spread.map(round),
  }))
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(file, `${JSON.stringify([...kept, ...rounded], null, 2)}\n`)
}
