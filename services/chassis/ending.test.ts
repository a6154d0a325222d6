import { spawn } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { ended } from '../testing/migrators.ts'

/** A service of which nothing is there but its end. */
const program = `
  import { run } from './services/chassis/server.ts'
  const close = async () => { throw new Error('the pool is gone') }
  await run(async () => ({ url: '', port: 0, metricsPort: 0, endsWithinSeconds: 60, close }))
  process.kill(process.pid, 'SIGTERM')
  process.stdin.resume()
`

test('a process that cannot end well says why, and that it did not', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  const { code, err } = await ended(
    spawn(process.execPath, args, { env: { PATH: process.env.PATH } }),
  )
  expect(code).toBe(1)
  expect(err).toContain('Error: the pool is gone')
})
