import { execFile } from 'node:child_process'
import { chmod, lstat, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { newTokenOf } from './frontend-service/testing/api-token.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { lostAnswers } from './testing/lost-answers.ts'
import { builtTm } from './testing/run-tm.ts'

const system = sharedSystem()
let tm: Awaited<ReturnType<typeof builtTm>>
let alice: Person
let token: string
beforeAll(async () => {
  tm = await builtTm()
  alice = await system.person('Alice Morgan')
  for (const key of ['WEB', 'APP'])
    await alice.trpc.task.projects.create.mutate({
      ...{ workspaceId: alice.workspaceId, key, name: key, locale: 'en' },
    })
  token = (await newTokenOf(alice)).token
})
afterAll(async () => {
  await tm?.close()
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

test('the usual project is kept without a login, and never for another server than that of the login', async () => {
  const shell = (file: string, url = system.url) => ({
    env: { TASKMATE_URL: url, TASKMATE_TOKEN: token, TASKMATE_CONFIG: join(tm.home, file) },
  })
  await tm.ok(['use', 'WEB'], shell('usual.json'))
  const { tasks } = await tm.json(['add', 'Where it is usual'], shell('usual.json'))
  expect(tasks[0]).toMatchObject({ project: 'WEB' })
  await tm.ok(['login', '--url', system.url], { ...shell('login.json'), input: token })
  const way = await lostAnswers(system.url, () => false)
  expect(await tm.run(['use', 'APP'], shell('login.json', way.url))).toMatchObject({
    ...{ code: 2, err: expect.stringContaining(system.url) },
  })
  await way.close()
})

test('a comment is not passed over by undo, nor is what was done before it taken back', async () => {
  const shell = { env: { TASKMATE_URL: system.url, TASKMATE_TOKEN: token } }
  const [{ key }] = (await tm.json(['add', 'Talked about +WEB'], shell)).tasks
  const shown = () => tm.json(['show', key], shell)
  await tm.ok(['due', key, '2027-01-04'], shell)
  await tm.ok(['comment', key, 'Wrong task, sorry'], shell)
  expect(await tm.run(['undo'], shell)).toMatchObject({
    ...{ code: 1, out: '', err: expect.stringMatching(/a comment.*\n.*tm undo --list/) },
  })
  expect(await shown()).toMatchObject({ dueDate: '2027-01-04' })
  await tm.ok(['edit', key, '--priority', 'high'], shell)
  expect(await tm.json(['undo'], shell)).toMatchObject({ changed: 1 })
  expect(await shown()).toMatchObject({ priority: 'none', dueDate: '2027-01-04' })
})

test('a task that was shared alone is listed, shown and commented on, and is not there otherwise', async () => {
  const { workspaceId, trpc } = alice
  const { id: projectId } = await trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'HID', name: 'Hidden', visibility: 'private', locale: 'en' },
  })
  const { id: taskId } = await trpc.task.tasks.create.mutate({ projectId, title: 'Shared' })
  const invited = await trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gil = await system.person('Gil', invited.token)
  await trpc.task.taskGrants.set.mutate({ taskId, userId: gil.id, role: 'commenter' })
  const { token: own } = await newTokenOf(gil)
  const env = {
    ...{ TASKMATE_URL: system.url, TASKMATE_TOKEN: own },
    TASKMATE_WORKSPACE: workspaceId,
  }
  const said = async (...typed: string[]) => {
    const { code, out } = await tm.run(typed, { env })
    return { code, out }
  }
  const shown = (text: string) => ({ code: 0, out: expect.stringContaining(text) })
  expect(await said('shared')).toEqual(shown('HID-1'))
  expect(await said('comment', 'HID-1', 'From outside')).toMatchObject({ code: 0 })
  expect(await said('shared', 'hid-1')).toEqual(shown('From outside'))
  expect(await said('search', 'shar')).toEqual(shown('HID-1'))
  // Whom a text names is called by the name of now; what programs read is the text as it is.
  const text = `Look, [@옛 이름](user:${gil.id})님, [@Old \\[EU\\]](team:${projectId})`
  await trpc.task.comments.create.mutate({ taskId, text })
  expect(await said('shared', 'hid-1')).toEqual(shown('Look, @Gil님, @Old [EU]'))
  expect(await said('shared', 'hid-1', '--json')).toEqual(shown(`(user:${gil.id})님`))
  expect(await said('show', 'HID-1')).toMatchObject({ code: 4 })
})
