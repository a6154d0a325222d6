import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import autocannon from 'autocannon'

export interface Call {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body?: string
}

/** What is asked, and who answers. */
export interface Side {
  readonly port: number
  readonly calls: readonly Call[]
}

export interface Slice {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failed: number
}

/** wrk costs a third of the CPU of autocannon, so the two are never compared. */
export const tool = () => {
  found ??= spawnSync('wrk', ['--version']).error ? 'autocannon' : 'wrk'
  return found
}
// Looked for when it is needed: the benchmark may install it first.
let found: 'autocannon' | 'wrk' | undefined

/** How many calls of a list have been sent: the next load goes on there, or a task that was moved would be moved to where
 *  it is. */
const sent = new WeakMap<readonly Call[], number>()

/** Closed loop of `connections` keep-alive connections on 127.0.0.1, `seconds` long, over the calls in turn. */
export async function load(side: Side, connections: number, seconds: number): Promise<Slice> {
  const start = sent.get(side.calls) ?? 0
  const wanted = { connections, seconds, start }
  const slice = tool() === 'wrk' ? await byWrk(side, wanted) : await byAutocannon(side, wanted)
  const requests = Math.ceil(slice.requestsPerSecond * seconds)
  sent.set(side.calls, (start + requests) % side.calls.length)
  if (requests > 0) return slice
  // Nothing came back within the slice: an answer takes at least as long.
  return {
    requestsPerSecond: 1 / seconds,
    p50Ms: seconds * 1000,
    p99Ms: seconds * 1000,
    failed: slice.failed,
  }
}

interface Wanted {
  readonly connections: number
  readonly seconds: number
  readonly start: number
}

const scripts = new Map<readonly Call[], string>()

/** A wrk script that formats every request once, before the clock runs. */
function scriptOf(calls: readonly Call[]) {
  const known = scripts.get(calls)
  if (known) return known
  const file = join(process.env.TASKMATE_BENCH ?? '/tmp', `calls-${scripts.size}.lua`)
  const quoted = JSON.stringify
  const lines = calls.map(
    ({ method, path, headers, body }) =>
      `r[#r+1] = wrk.format(${quoted(method)}, ${quoted(path)}, {${Object.entries(headers)
        .map(([name, value]) => `[${quoted(name)}]=${quoted(value)}`)
        .join(',')}}, ${body ? `[==[${body}]==]` : 'nil'})`,
  )
  writeFileSync(
    file,
    `local r, i = {}, 0
function init(args) i = tonumber(args[1])
${lines.join('\n')} end
function request() i = i % #r + 1; return r[i] end
function done(s, l) io.write(string.format("RESULT %d %d %f %f %d\\n", s.requests, s.duration,
  l:percentile(50), l:percentile(99), s.errors.connect + s.errors.read + s.errors.write + s.errors.status + s.errors.timeout)) end`,
  )
  scripts.set(calls, file)
  return file
}

async function byWrk({ port, calls }: Side, { connections, seconds, start }: Wanted) {
  const child = spawn(
    'wrk',
    [
      ...['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '10s'],
      ...['-s', scriptOf(calls), `http://127.0.0.1:${port}`, '--', String(start)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const out = await text(child.stdout)
  const numbers = /RESULT (.*)/.exec(out)?.[1]?.split(' ').map(Number)
  if (!numbers) throw new Error(`wrk said: ${out}`)
  const [requests = 0, microseconds = 1, p50 = 0, p99 = 0, failed = 0] = numbers
  return {
    requestsPerSecond: requests / (microseconds / 1e6),
    p50Ms: p50 / 1000,
    p99Ms: p99 / 1000,
    failed,
  } satisfies Slice
}

async function byAutocannon({ port, calls }: Side, { connections, seconds, start }: Wanted) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [...calls.slice(start), ...calls].slice(0, 200).map((call) => ({ ...call })),
  })
  return {
    requestsPerSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.errors + result.non2xx,
  } satisfies Slice
}
