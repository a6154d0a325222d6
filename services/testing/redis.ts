import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { pollUntil } from '../chassis/poll-until.ts'
import { freePort } from './postgres.ts'

export interface RedisServer {
  readonly url: string
  readonly pid: number | undefined
  stop(): Promise<void>
}

/** The server named by REDIS_URL, else an own one on a free loopback port, which keeps what it has in `folder` if one is
 *  named; undefined where neither is to be had. */
export async function startRedis(folder?: string): Promise<RedisServer | undefined> {
  if (process.env.REDIS_URL)
    return { url: process.env.REDIS_URL, pid: undefined, stop: async () => {} }
  const program = ['redis-server', 'valkey-server'].find(
    (name) => !spawnSync(name, ['--version']).error,
  )
  if (!program) return
  const port = await freePort()
  if (folder) mkdirSync(folder, { recursive: true })
  const kept = folder ? ['--dir', folder, '--appendonly', 'yes'] : ['--appendonly', 'no']
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...kept],
    { stdio: 'ignore', detached: true },
  )
  const kill = () => void server.kill('SIGTERM')
  process.once('exit', kill)
  const url = `redis://127.0.0.1:${port}`
  await pollUntil(() => answersPing(port), { complaint: 'Redis did not answer' })
  return {
    url,
    pid: server.pid,
    stop: async () => {
      if (server.exitCode !== null) return
      process.off('exit', kill)
      kill()
      await new Promise<void>((resolve) => server.once('exit', () => resolve()))
    },
  }
}

/** The Redis that this test run started. */
export async function redisUrl() {
  const url = process.env.TASKMATE_TEST_REDIS
  if (!url) throw new Error('Redis is started by jest: run the tests by bin/test')
  return url
}

const answersPing = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
  })
