import { connect } from 'node:net'
import { pino } from 'pino'
import { processEnv } from './env.ts'
import { createMetrics } from './metrics.ts'
import { pollUntil } from './poll-until.ts'
import { serve } from './server.ts'

const BYTES = 1_000_000

test('a service that ends waits until a slow reader has its last byte', async () => {
  const env = { NODE_ENV: 'test', TASKMATE_ENV: 'test', HOST: '127.0.0.1', PORT: '0' }
  let answered = () => {}
  const written = new Promise<void>((resolve) => {
    answered = resolve
  })
  const service = await serve({
    env: processEnv.parse({ ...env, METRICS_PORT: '0', DRAIN_SECONDS: '0' }),
    log: pino({ level: 'silent' }),
    metrics: createMetrics('test-service'),
    handler: (_req, res) => {
      res.once('finish', answered).end(Buffer.alloc(BYTES))
    },
    ready: async () => true,
    onClose: async () => {},
  })
  const reader = connect(service.port, '127.0.0.1')
  reader.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
  await written

  let hasEnded = false
  const ended = service.close().then(() => {
    hasEnded = true
  })
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(hasEnded).toBe(false)

  let read = 0
  reader.on('data', (chunk) => {
    read += chunk.length
  })
  await ended
  await pollUntil(() => read, { isEnough: (bytes) => bytes > BYTES })
  reader.destroy()
})
