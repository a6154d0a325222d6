import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Everything of this run lies here, and its name is in the environment or the arguments of every process of this run:
 *  that is how they are found again, whoever started them. */
export const runFolder = () => {
  const folder = mkdtempSync('/tmp/taskmate-bench-')
  // PostgreSQL works for another user where root starts it.
  chmodSync(folder, 0o755)
  process.env.TASKMATE_BENCH = folder
  return folder
}

/** A process of its own that waits for the end of this one, however it comes, and then ends what is left. */
export function leaveToWatchdog(folder: string) {
  const { TASKMATE_BENCH: _, ...env } = process.env
  const watchdog = spawn(
    process.execPath,
    ['--import', 'tsx', 'bench/watchdog.ts', folder, String(process.pid)],
    { env, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  watchdog.unref()
}

/** Calls `end` with an exit code when a signal asks for it, or when the program that started this one is gone: npm
 *  passes some signals on and dies of the others. */
export function whenInterrupted(end: (code: number) => void) {
  for (const [signal, number] of [
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const)
    process.on(signal, () => end(128 + number))
  const starter = process.ppid
  setInterval(() => process.ppid !== starter && end(129), 500).unref()
}

/** Ends every process that carries the folder's name, politely first, and removes the folder. `SIGINT` is what PostgreSQL
 *  ends by without waiting for its clients. */
export async function endAll(folder: string, but: readonly number[] = []) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
    for (const pid of marked(folder, but)) kill(pid, signal)
    for (let waited = 0; waited < 30 && marked(folder, but).length > 0; waited++) await sleep(100)
  }
  rmSync(folder, { recursive: true, force: true })
}

const marked = (folder: string, but: readonly number[]) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && !but.includes(pid))
    .filter((pid) => ['environ', 'cmdline'].some((file) => text(pid, file).includes(folder)))

function text(pid: number, file: string) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

function kill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
