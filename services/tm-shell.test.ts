import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { password as demoPassword, people } from '../prisma/demo/people.ts'
import { newTokenOf } from './frontend-service/testing/api-token.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { freePort } from './testing/postgres.ts'
import { builtTm } from './testing/run-tm.ts'

const system = sharedSystem()
let tm: Awaited<ReturnType<typeof builtTm>>
let alice: Person
let token: string
beforeAll(async () => {
  tm = await builtTm()
  alice = await system.person('Alice Morgan')
  const { workspaceId } = alice
  for (const [key, locale] of [
    ['WEB', 'ko'],
    ['APP', 'en'],
  ] as const)
    await alice.trpc.task.projects.create.mutate({ workspaceId, key, name: key, locale })
  token = (await newTokenOf(alice)).token
})
afterAll(async () => {
  await tm?.close()
})

const ok: typeof tm.ok = (...asked) => tm.ok(...asked)
const json: typeof tm.json = (...asked) => tm.json(...asked)

const byEnv = (own: Record<string, string> = {}) => ({
  env: { TASKMATE_URL: system.url, TASKMATE_TOKEN: token, ...own },
})

test('shells complete commands, options, keys of projects and tasks, and statuses', async () => {
  const completed = async (...typed: string[]) =>
    (await ok(['complete', '--', ...typed], byEnv())).split('\n').filter(Boolean)
  expect(await completed('ad')).toEqual(['add'])
  expect(await completed('list', '--p')).toEqual(['--project'])
  expect(await completed('list', '-p', 'w')).toEqual(['WEB'])
  expect(await completed('add', 'Something', '+')).toEqual(['+WEB', '+APP'])
  const [{ key }] = (await json(['add', 'Mine @me +APP'], byEnv())).tasks
  expect(await completed('done', 'app-')).toEqual([key])
  expect(await completed('move', key, 'in')).toEqual(['In progress', 'In review'])
  expect(await completed('completion', '')).toEqual(['bash', 'zsh', 'fish'])
  const nowhere = byEnv({ TASKMATE_URL: `http://127.0.0.1:${await freePort()}` })
  expect(await tm.run(['complete', '--', 'move', key, ''], nowhere)).toEqual({
    ...{ code: 0, out: '', err: '' },
  })
  // As bash does it, with a status of two words.
  const script = await ok(['completion', 'bash'])
  const shell = promisify(execFile)
  const asked = `tm() { "${process.execPath}" "${tm.file}" "$@"; }; ${script}
    COMP_WORDS=(tm move ${key} 'In p'); COMP_CWORD=3; _tm; printf '%s\n' "\${COMPREPLY[@]}"`
  const { stdout } = await shell('bash', ['-c', asked], { env: { ...tm.env, ...byEnv().env } })
  expect(stdout).toBe('In\\ progress\n')
})

test('a token of the demo owner is made on a development server of this machine alone', async () => {
  const nowhere = await tm.run(['token', '--demo'], {
    env: { TASKMATE_URL: 'https://tasks.example.com' },
  })
  expect(nowhere).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/not a development/),
  })
  for (const name of ['NODE_ENV', 'TASKMATE_ENV'])
    expect(await tm.run(['token', '--demo'], byEnv({ [name]: 'production' }))).toMatchObject({
      ...{ code: 1, out: '' },
    })
  expect(await tm.run(['token', '--demo'], byEnv())).toMatchObject({ code: 3, out: '' })
  const [owner] = people
  const { gateway } = openBrowser(system.url).trpc
  await gateway.session.signUp.mutate({
    ...{ name: owner.name, email: owner.email, password: demoPassword, locale: owner.locale },
  })
  const made = await tm.run(['token', '--demo'], { env: { TASKMATE_URL: system.url } })
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^tm_\w{49}\n$/) })
  const own = { env: { TASKMATE_URL: system.url, TASKMATE_TOKEN: made.out.trim() } }
  expect(await json(['whoami'], own)).toMatchObject({ email: owner.email })
})

test('what a full status refuses ends with 1, and is told with its name and limit in either language', async () => {
  const { projects, statuses, tasks } = alice.trpc.task
  const project = {
    workspaceId: alice.workspaceId,
    key: 'FULL',
    name: 'Full',
    locale: 'en',
  } as const
  const { id: projectId, statuses: all } = await projects.create.mutate(project)
  const doing = all.find(({ name }) => name === 'In progress')?.id ?? ''
  for (const statusId of [doing, undefined])
    await tasks.create.mutate({ projectId, title: 'Task', statusId })
  await statuses.update.mutate({ projectId, id: doing, wipLimit: 1 })
  await projects.update.mutate({ id: projectId, overLimit: 'refuse' })
  const move = ['move', 'FULL-2', 'In progress']
  expect(await tm.run(move, byEnv())).toMatchObject({
    ...{
      code: 1,
      out: '',
      err: expect.stringContaining('In progress is full: it takes at most 1 task.'),
    },
  })
  expect(await tm.run([...move, '--lang', 'ko'], byEnv())).toMatchObject({
    ...{
      code: 1,
      err: expect.stringContaining('‘In progress’ 상태가 가득 찼어요. 작업을 1개까지'),
    },
  })
  const told = await tm.run(['add', 'Third /진행', '-p', 'FULL', '--json'], byEnv())
  expect({ code: told.code, ...JSON.parse(told.err) }).toMatchObject({
    ...{
      code: 1,
      error: { kind: 'refused', message: expect.stringContaining('In progress is full') },
    },
  })
  expect((await json(['list', '-p', 'FULL'], byEnv())).tasks).toHaveLength(2)
})
