import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** `/proc` counts in ticks of 10 ms. */
const TICK_MS = 10

/** User and system time of each process, in milliseconds, children not included. */
export const cpuOf = (pids: readonly number[]) =>
  new Map(
    pids.map((pid) => {
      const fields = statOf(pid)
      return [pid, (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS] as const
    }),
  )

/** What processes have used since `before`, in milliseconds; who ended meanwhile counts nothing. */
export function usedSince(before: ReadonlyMap<number, number>, pids: readonly number[]) {
  let sum = 0
  for (const [pid, ms] of cpuOf(pids)) sum += Math.max(0, ms - (before.get(pid) ?? 0))
  return sum
}

/** CPU time of this process's finished children: the load generator. */
export function finishedChildrenMs() {
  const fields = statOf('self')
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MS
}

/** All descendants of processes, themselves included: PostgreSQL works in its children. */
export function familyOf(roots: readonly number[]): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(statOf(name)[1]) }))
  const grown = (known: number[]): number[] => {
    const more = parents
      .filter(({ pid, parent }) => known.includes(parent) && !known.includes(pid))
      .map(({ pid }) => pid)
    return more.length ? grown([...known, ...more]) : known
  }
  return grown([...roots])
}

/** Resident memory in MB. */
export const rssMb = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024

/** Time that all processors together were busy, in milliseconds since boot. */
export function busyMs() {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
    read('/proc/stat').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) * TICK_MS
}

export const processors = cpus().length

export const describeMachine = (tool: string) =>
  `${processors}-node${process.versions.node.split('.')[0]}-${tool}`

/** Fields of `/proc/<pid>/stat` after the name. */
function statOf(pid: number | string) {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function read(path: string) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
