import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** `/proc` counts in ticks of 10 ms. */
const TICK_MS = 10

/** User and system time of processes, in milliseconds, children not included. */
export const cpuMs = (pids: readonly number[]) =>
  pids.reduce((sum, pid) => {
    const stat = read(`/proc/${pid}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
  }, 0)

/** CPU time of this process's finished children: the load generator. */
export function finishedChildrenMs() {
  const stat = read('/proc/self/stat')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MS
}

/** All descendants of a process, itself included: PostgreSQL works in its children. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const stat = read(`/proc/${name}/stat`)
      return {
        pid: Number(name),
        parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]),
      }
    })
  const grown = (known: number[]): number[] => {
    const more = parents
      .filter(({ pid, parent }) => known.includes(parent) && !known.includes(pid))
      .map(({ pid }) => pid)
    return more.length ? grown([...known, ...more]) : known
  }
  return grown([pid])
}

/** Waits until the machine is less than 6 % busy, at most `seconds`; false when it never is. */
export async function quiet(seconds = 25) {
  for (let waited = 0; waited < seconds; waited++) {
    const before = busyMs()
    await sleep(1000)
    if ((busyMs() - before) / (1000 * cpus().length) < 0.06) return true
  }
  return false
}

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

export const describeMachine = (tool: string) =>
  `${cpus().length}-node${process.versions.node.split('.')[0]}-${tool}`

function read(path: string) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
