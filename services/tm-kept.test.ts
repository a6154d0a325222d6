import { execFile } from 'node:child_process'
import { chmod, lstat, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { newTokenOf } from './frontend-service/testing/api-token.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { builtTm } from './testing/run-tm.ts'

let system: System
let tm: Awaited<ReturnType<typeof builtTm>>
let token: string
beforeAll(async () => {
  system = await startSystem()
  tm = await builtTm()
  token = (await newTokenOf(await system.person('Alice Morgan'))).token
})
afterAll(async () => {
  await tm?.close()
  await system?.close()
})

test('a token of the environment goes to no server but the one that stands beside it', async () => {
  await tm.ok(['login', '--url', system.url], { input: token })
  expect(await tm.run(['whoami'], { env: { TASKMATE_TOKEN: token } })).toMatchObject({
    ...{ code: 3, out: '', err: expect.stringMatching(/TASKMATE_URL/) },
  })
})

test('an address that has a name or a password in it is refused', async () => {
  for (const user of ['alice', ':hunter2', 'alice:hunter2']) {
    const url = system.url.replace('//', `//${user}@`)
    const said = await tm.run(['whoami'], { env: { TASKMATE_URL: url, TASKMATE_TOKEN: token } })
    expect(said).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/not the address/) })
    expect(said.err).not.toContain('hunter2')
  }
})

test('what others have prepared in a shared folder gets no token', async () => {
  const shared = await mkdtemp(join(tm.home, 'shared-'))
  await chmod(shared, 0o777)
  const [config, taken] = [join(shared, 'tm.json'), join(shared, 'taken')]
  await writeFile(taken, '')
  const login = `ln -s "$0" "$TASKMATE_CONFIG.$$"; exec "$1" "$2" login --url "$3"`
  await chmod(taken, 0o600)
  const shell = promisify(execFile)(
    'sh',
    ['-c', login, taken, process.execPath, tm.file, system.url],
    {
      env: { ...tm.env, TASKMATE_CONFIG: config },
    },
  )
  shell.child.stdin?.end(token)
  await shell
  expect(await readFile(taken, 'utf8')).toBe('')
  const kept = await lstat(config)
  expect({ isFile: kept.isFile(), mode: kept.mode & 0o777 }).toEqual({ isFile: true, mode: 0o600 })
  expect(await readFile(config, 'utf8')).toContain(token)
})
