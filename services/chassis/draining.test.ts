import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { pino } from 'pino'
import { processEnv } from './env.ts'
import { createMetrics } from './metrics.ts'
import { pollUntil } from './poll-until.ts'
import { serve } from './server.ts'

const DRAIN_SECONDS = 3
/** Longer than any server here promises: Node's agent heeds a promise only then. */
const KEPT_MS = 60_000

test('a connection whose answer ends after the drain is served once more, and then the service ends', async () => {
  const waiting: ServerResponse[] = []
  const env = { NODE_ENV: 'test', TASKMATE_ENV: 'test', HOST: '127.0.0.1', PORT: '0' }
  const service = await serve({
    env: processEnv.parse({ ...env, METRICS_PORT: '0', DRAIN_SECONDS }),
    log: pino({ level: 'silent' }),
    metrics: createMetrics('test-service'),
    handler: (req, res) => {
      if (req.url === '/long') waiting.push(res)
      else res.end('short')
    },
    ready: async () => true,
    onClose: async () => {},
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: KEPT_MS })
  const ask = (path: string) =>
    new Promise<[string, IncomingMessage]>((resolve, reject) => {
      request(`${service.url}${path}`, { agent }, (res) => {
        text(res).then((body) => resolve([body, res]), reject)
      })
        .once('error', reject)
        .end()
    })
  const long = ask('/long')
  await pollUntil(() => waiting.length)
  const closed = service.close()
  // The drain is over: nobody new is taken, or would be were nothing under way.
  await sleep(DRAIN_SECONDS * 1000 + 500)
  waiting[0]?.end('long')
  const [body, { headers }] = await long
  expect([body, headers.connection, headers['keep-alive']]).toEqual([
    ...['long', 'keep-alive', `timeout=${DRAIN_SECONDS - 1}`],
  ])
  // As long as a stopping server takes to look for idle connections, and shorter than this one was promised.
  await sleep(500)
  const [again, last] = await ask('/short')
  expect([again, last.headers.connection]).toEqual(['short', 'close'])
  await closed
  agent.destroy()
})
