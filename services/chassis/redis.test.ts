import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from './logger.ts'
import { pollUntil } from './poll-until.ts'
import { createRedis } from './redis.ts'

const log = createLogger('test', 'silent')
const folder = mkdtempSync(join(tmpdir(), 'taskmate-sentinel-'))
const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing.reverse()) close()
  rmSync(folder, { recursive: true, force: true })
})

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function start(args: string[]) {
  const child = spawn('redis-server', args, { stdio: 'ignore', cwd: folder })
  closing.push(() => child.kill('SIGKILL'))
  await once(child, 'spawn')
}

function client(url: string) {
  const redis = createRedis(url, log)
  closing.push(() => redis.disconnect())
  return redis
}

const answer = (redis: ReturnType<typeof client>) =>
  pollUntil(() => redis.ping().catch(() => undefined))

test('a Sentinel names the master; the address of one alone is enough', async () => {
  const [port, sentinelPort] = [await freePort(), await freePort()]
  await start(['--port', String(port), '--bind', '127.0.0.1', '--save', ''])
  const config = join(folder, 'sentinel.conf')
  writeFileSync(
    config,
    `port ${sentinelPort}\nbind 127.0.0.1\nsentinel monitor taskmate 127.0.0.1 ${port} 1\n`,
  )
  await start([config, '--sentinel'])
  const found = client(`redis://127.0.0.1:${sentinelPort}?master=taskmate`)
  expect(await answer(found)).toBe('PONG')
  const direct = client(`redis://127.0.0.1:${port}`)
  expect(await answer(direct)).toBe('PONG')
  await found.set('where', 'master')
  expect(await direct.get('where')).toBe('master')
})

test('a path chooses the database, as in any Redis URL', async () => {
  const port = await freePort()
  await start(['--port', String(port), '--bind', '127.0.0.1', '--save', ''])
  const [zero, one] = [client(`redis://127.0.0.1:${port}`), client(`redis://127.0.0.1:${port}/1`)]
  expect([await answer(zero), await answer(one)]).toEqual(['PONG', 'PONG'])
  await one.set('key', 'in one')
  expect([await zero.get('key'), await one.get('key')]).toEqual([null, 'in one'])
})
