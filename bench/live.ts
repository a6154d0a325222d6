import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { quantile, type Result } from './goals.ts'
import { cpuOf, rssMb, usedSince } from './machine.ts'
import { writes } from './requests.ts'
import type { System } from './system.ts'

const STREAMS = 500
/** Streams whose events are read; from the others the bytes are only taken. */
const READ = 20
const PER_SECOND = 20
const SECONDS = 10

/** Open streams of as many people in one project that changes all the time: how long a change takes to reach them, and
 *  what the gateway needs for it. The streams are read by this process, on the same machine. */
export async function liveFanOut(system: System): Promise<Result[]> {
  const { places, sessions, running, gatewayPort } = system
  const gateway = running.pid('frontend-service') ?? 0
  const seen: { taskId: string; at: number }[] = []
  const memoryBefore = rssMb(gateway)
  const people = places.live.slice(0, STREAMS)
  const streams = await Promise.all(
    people.map(({ userId, workspaceId }, nth) => {
      const input = encodeURIComponent(JSON.stringify({ workspaceId }))
      const cookie = sessions.get(userId)?.cookie ?? ''
      const url = `http://127.0.0.1:${gatewayPort}/trpc/gateway/live.events?input=${input}`
      return opened(url, cookie, nth < READ ? (taskId, at) => seen.push({ taskId, at }) : undefined)
    }),
  )
  const memory = ((rssMb(gateway) - memoryBefore) * 1024) / STREAMS
  const before = cpuOf([gateway])
  const sentAt = new Map<string, number>()
  const calls = writes(system, people, 'task/tasks.create', ({ projectId }) => ({
    projectId,
    title: 'Seen by everybody',
  })).slice(0, PER_SECOND * SECONDS)
  const began = performance.now()
  const sending = calls.map(async ({ path, ...call }, nth) => {
    await sleep((nth * 1000) / PER_SECOND)
    const at = performance.now()
    const answer = await fetch(`http://127.0.0.1:${gatewayPort}${path}`, call)
    sentAt.set(created.parse(await answer.json()).result.data.id, at)
  })
  await Promise.all(sending)
  const percent = (100 * usedSince(before, [gateway])) / (performance.now() - began)
  // What does not arrive within ten seconds is not counted, and the note says how many came.
  for (let waited = 0; waited < 100 && seen.length < READ * calls.length; waited++) await sleep(100)
  for (const stream of streams) stream.destroy()
  const delays = seen.flatMap(({ taskId, at }) => {
    const sent = sentAt.get(taskId)
    return sent === undefined ? [] : [at - sent]
  })
  const what = `${STREAMS} live streams, ${PER_SECOND} changes/s`
  const note = `${delays.length} of ${READ * calls.length} events read arrived`
  return [
    shown(what, 'change → stream, p95 ms', quantile(delays, 0.95), note),
    shown('', 'gateway, % of a core', percent),
    shown('', 'gateway, kB a stream', memory),
  ]
}

const created = z.object({ result: z.object({ data: z.object({ id: z.string() }) }) })

const shown = (what: string, figure: string, value: number, note?: string): Result => ({
  id: 'P16',
  what,
  figure,
  value,
  spread: [value, value],
  verdict: 'met',
  note,
})

/** Resolves when the stream follows: its first event says that the screen is to be read once more. */
const opened = (url: string, cookie: string, onEvent?: (taskId: string, at: number) => void) =>
  new Promise<{ destroy: () => void }>((resolve, reject) => {
    const asked = get(url, { headers: { cookie, accept: 'text/event-stream' } }, (res) => {
      if (res.statusCode !== 200) return reject(new Error(`A stream answered ${res.statusCode}`))
      let isFollowing = false
      return res
        .on('data', (chunk: Buffer) => {
          if (isFollowing && !onEvent) return
          const at = performance.now()
          const text = chunk.toString()
          if (text.includes('resync')) {
            isFollowing = true
            resolve({ destroy: () => asked.destroy() })
          }
          for (const [, taskId] of text.matchAll(/"taskId":"([^"]+)"/g))
            if (taskId) onEvent?.(taskId, at)
        })
        .on('error', () => {})
    })
    asked.once('error', reject)
    setTimeout(() => reject(new Error('A stream did not begin within a minute')), 60_000).unref()
  })
