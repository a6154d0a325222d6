import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { timeoutMs } from './env.ts'

const LISTENING = '0A'

/** A reader that takes nothing for so long, in milliseconds, is not slow but gone. */
const STUCK_MS = timeoutMs(3000)

/** Waits until the kernel has delivered what was written to `port`'s connections, at most until the moment `until` of
 *  `performance.now()`. A slow reader's last megabytes wait there after Node has closed the socket, and are lost when a
 *  pod's network ends with the process. Returns at once where there is no `/proc`. */
export async function untilDelivered(port: number, until: number) {
  let least = Number.POSITIVE_INFINITY
  let moved = performance.now()
  for (let now = moved; now < until && now - moved < STUCK_MS; now = performance.now()) {
    const unsent = await unsentBytes(port)
    if (unsent === 0) return
    if (unsent < least) moved = now
    least = Math.min(least, unsent)
    await sleep(100)
  }
}

async function unsentBytes(port: number) {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8').catch(() => '')),
  )
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return tables
    .flatMap((table) => table.split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(local) && state !== LISTENING)
    .reduce((sum, [, , , , queues = '0']) => sum + Number.parseInt(queues, 16), 0)
}
