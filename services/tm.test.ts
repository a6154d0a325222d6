import { execFile } from 'node:child_process'
import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { newBotOf, newTokenOf } from './frontend-service/testing/api-token.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { lostAnswers } from './testing/lost-answers.ts'
import { freePort } from './testing/postgres.ts'
import { builtTm } from './testing/run-tm.ts'

const system = sharedSystem()
let tm: Awaited<ReturnType<typeof builtTm>>
let alice: Person
let token: string
beforeAll(async () => {
  tm = await builtTm()
  alice = await system.person('Alice Morgan')
  await system.colleague(alice, '최민수')
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: '홈페이지', locale: 'ko' } as const
  await alice.trpc.task.projects.create.mutate(project)
  token = (await newTokenOf(alice)).token
})
afterAll(async () => {
  await tm?.close()
})

const ok: typeof tm.ok = (...asked) => tm.ok(...asked)
const json: typeof tm.json = (...asked) => tm.json(...asked)

test('a whole day is done in a fresh shell with a token and nothing else', async () => {
  const said = await tm.run(['login', '--url', system.url], { input: `${token}\n` })
  expect(said).toMatchObject({ code: 0, err: '' })
  expect(said.out).toContain('Alice Morgan')
  expect(said.out).not.toContain(token.slice(3, 12))
  const file = join(tm.home, '.config', 'taskmate', 'tm.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await json(['whoami'])).toMatchObject({ name: 'Alice Morgan', url: system.url })
  expect(await json(['projects'])).toMatchObject({ projects: [{ key: 'WEB', openTasks: 0 }] })
  await ok(['use', 'web'])

  const day = ['내일 오후 3시까지 보고서 !1 #디자인 @me ~2점']
  expect(await json(['add', '--dry-run', ...day])).toMatchObject({
    dryRun: true,
    tasks: [{ title: '보고서', priority: 'urgent', newLabels: ['디자인'], estimate: 2 }],
  })
  const { tasks: made, actionId } = await json(['add', ...day])
  expect(actionId).toEqual(expect.any(String))
  expect(made).toMatchObject([
    {
      ...{ key: 'WEB-1', title: '보고서', status: '할 일', priority: 'urgent', estimate: 2 },
      ...{ assignees: ['Alice Morgan'], labels: ['디자인'], dueTime: expect.any(String) },
      url: expect.stringContaining('/t/WEB-1'),
    },
  ])
  const lines = '- Plan @민수\n  - Part one\n- [x] Call them\n\n- Buy milk tomorrow\n'
  const several = await json(['add', '-'], { input: lines })
  expect(several.tasks.map((task: { title: string }) => task.title)).toEqual([
    ...['Plan', 'Part one', 'Call them', 'Buy milk'],
  ])
  expect(several.tasks[2]).toMatchObject({ group: 'completed' })

  const keys = async (...filter: string[]) => {
    const { tasks } = await json(['list', ...filter])
    return tasks.map((task: { key: string }) => task.key)
  }
  expect(await keys('담당:나')).toEqual(['WEB-1'])
  expect(await keys('-assignee:me', 'due<+7d')).toEqual(['WEB-5'])
  expect(await keys()).toEqual(['WEB-1', 'WEB-2', 'WEB-3', 'WEB-5'])
  expect(await ok(['list', 'p:urgent'])).toMatch(
    /^WEB-1 {2}할 일 {2}urgent {2}.* 15:00 {2}Alice Morgan {2}보고서 #디자인\n$/,
  )

  expect(await ok(['move', 'web-1', '진행'])).toContain('진행 중')
  expect(await ok(['move', 'WEB-1', 'review'])).toContain('검토 중')
  expect(await ok(['assign', 'WEB-1', '@민수', '--only'])).toContain('최민수')
  expect(await json(['due', 'WEB-1', 'WEB-5', '+3d'])).toMatchObject({ changed: 2 })
  expect(await json(['due', 'WEB-5', 'none'])).toMatchObject({ tasks: [{ dueDate: null }] })
  const edited = await json(
    [
      ...['edit', 'WEB-5', '--title', 'Buy oat milk', '--priority', '높음', '--label', '디자인'],
      ...['--estimate', '0.5', '-d', '-'],
    ],
    { input: 'Two litres.\n' },
  )
  expect(edited.tasks).toMatchObject([
    { title: 'Buy oat milk', priority: 'high', labels: ['디자인'], estimate: 0.5 },
  ])
  await ok(['comment', 'WEB-5', '잘', '샀어요'])
  const shown = await ok(['show', 'WEB-5'])
  for (const part of ['Buy oat milk', 'Two litres.', '잘 샀어요', 'Alice Morgan', '/t/WEB-5'])
    expect(shown).toContain(part)
  expect(await json(['done', 'WEB-5', 'WEB-2'])).toMatchObject({ changed: 2 })
  expect(await ok(['search', 'oat'])).toBe('WEB-5  Buy oat milk\n')
  await ok(['assign', 'WEB-1', 'me'])
  await ok(['due', 'WEB-1', 'today'])
  const due = await json(['today'])
  expect([...due.overdue, ...due.today].map((task: { key: string }) => task.key)).toEqual(['WEB-1'])
  expect(await ok(['activity', 'WEB-5', '--lang', 'ko'])).toContain('완료')
  // By the clock of the account, wherever an instant is told.
  const talk = (await ok(['activity', 'WEB-5'])).split('\n').find((line) => /commented/.test(line))
  const stamp = talk?.slice(0, 16) ?? 'missing'
  expect(await ok(['show', 'WEB-5'])).toContain(`Alice Morgan · ${stamp}`)
  const acts = await ok(['undo', '--list', '--lang', 'ko'])
  expect(acts).toMatch(new RegExp(`${stamp} .*Alice Morgan님이 WEB-5 작업에 댓글을`))
  expect(await ok(['help', '--lang', 'ko'])).toContain('오늘 할 일')
  expect(await ok(['open', 'WEB-5'])).toMatch(/^http:\/\/.*\/t\/WEB-5\n$/)

  const before = (await json(['show', 'WEB-1'])).dueDate
  expect(await json(['undo', '--dry-run'])).toMatchObject({ dryRun: true, changed: 1 })
  expect(await json(['undo'])).toMatchObject({ changed: 1 })
  expect((await json(['show', 'WEB-1'])).dueDate).not.toBe(before)
  expect(await json(['undo'])).toMatchObject({ changed: 1 })
  expect((await json(['show', 'WEB-1'])).assignees).toEqual(['최민수'])
  expect(await json(['undo'])).toMatchObject({ changed: 2 })
  expect(await keys()).toContain('WEB-5')
  expect((await json(['undo', '--list'])).acts.length).toBeGreaterThan(5)
  await ok(['logout'])
  expect((await tm.run(['today'])).code).toBe(3)
})

/** Settings by the environment alone, as in a pipeline. */
const byEnv = (own: Record<string, string> = {}) => ({
  env: { TASKMATE_URL: system.url, TASKMATE_TOKEN: token, ...own },
})

test('a bot says for whom it works, and so does what it did', async () => {
  const { id, name, token: own } = await newBotOf(alice, '정리봇', { name: 'Nightly' })
  const asBot = byEnv({ TASKMATE_TOKEN: own })
  const named = '정리봇 (bot for Alice Morgan)'
  expect(await ok(['whoami'], asBot)).toContain(named)
  const [{ key }] = (await json(['add', 'Tidy up', '-p', 'WEB'], asBot)).tasks
  await ok(['comment', key, 'Done'], asBot)
  expect(await ok(['show', key], asBot)).toContain(named)
  const told = await ok(['activity', key, '--lang', 'ko'], byEnv())
  expect(told).toContain('정리봇이')
  expect(told).toContain('Alice Morgan 대신 일하는 봇')
  const { events } = await json(['activity', key], byEnv())
  const bot = { id, name }
  expect(events[0]).toMatchObject({ who: 'Alice Morgan', via: 'Nightly', bot })
  expect((await json(['undo', '--list'], byEnv())).acts[0]).toMatchObject({ taskKey: key, bot })
})

test('each kind of failure has an exit code of its own, and says what to do', async () => {
  const revoked = await newTokenOf(alice)
  await alice.trpc.gateway.apiTokens.revoke.mutate({ id: revoked.id })
  const reader = await newTokenOf(alice, {
    scopes: ['account:read', 'projects:read', 'tasks:read', 'members:read'],
  })
  const nowhere = byEnv({ TASKMATE_URL: `http://127.0.0.1:${await freePort()}` })
  const [first] = (await json(['add', 'Failing +WEB'], byEnv())).tasks
  const key = first.key as string
  const table: [string[], ReturnType<typeof byEnv>, number, RegExp][] = [
    [['list', '-p', 'WEB', 'asignee:me'], byEnv(), 2, /unknown field: "asignee".*\n.*assignee/],
    [['list', '--limit', '0'], byEnv(), 2, /from 1 to 1000/],
    [['move', key, '없는상태'], byEnv(), 4, /no status.*\n.*백로그, 할 일, 진행 중/],
    [['move', key], byEnv(), 2, /Into which status.*\n.*할 일/],
    [['assign', key, '@aliec'], byEnv(), 4, /Did you mean Alice/],
    [['due', key, 'some time'], byEnv(), 2, /tomorrow 3pm/],
    [['edit', key], byEnv(), 2, /nothing to change/],
    [['edit', key, '--estimate', '0.3'], byEnv(), 1, /estimate: .*0\.25/],
    [['add', 'x'.repeat(201), '-p', 'WEB'], byEnv(), 1, /201 characters; at most 200/],
    [['add', '!1', '-p', 'WEB'], byEnv(), 2, /no title; nothing was made/],
    [['show', 'WEB-99999'], byEnv(), 4, /no task WEB-99999/],
    [['list', '-p', 'NONE'], byEnv(), 4, /no project "NONE"/],
    [['undo', '0190aaaa-0000-7000-8000-000000000000'], byEnv(), 4, /does not exist/],
    [['today'], byEnv({ TASKMATE_TOKEN: revoked.token }), 3, /expired, or it was revoked/],
    [['today'], byEnv({ TASKMATE_TOKEN: token.slice(0, -1) }), 3, /cut or mistyped/],
    [['add', 'No', '-p', 'WEB'], byEnv({ TASKMATE_TOKEN: reader.token }), 3, /scope tasks:write/],
    [['comment', key, 'x'], byEnv({ TASKMATE_TOKEN: reader.token }), 3, /scope comments:write/],
    [['today'], nowhere, 5, /cannot be reached \(ECONNREFUSED\)/],
    [['today'], byEnv({ TASKMATE_URL: 'http://tasks.example.com' }), 2, /not encrypted/],
    [['login', token, '--url', system.url], byEnv(), 2, /Revoke that one/],
  ]
  for (const [args, given, code, says] of table) {
    const ended = await tm.run(args, given)
    expect({ args, code: ended.code, err: ended.err }).toEqual({
      ...{ args, code },
      err: expect.stringMatching(says),
    })
    expect(ended.out + ended.err).not.toContain(token.slice(3, 30))
  }
  const told = await tm.run(['show', 'WEB-99999', '--json'], byEnv())
  expect(JSON.parse(told.err)).toMatchObject({ error: { kind: 'missing', exit: 4 } })
  expect(told.out).toBe('')
})

test('a name that means more than one thing is not guessed', async () => {
  const { workspaceId } = alice
  await alice.trpc.task.projects.create.mutate({
    workspaceId,
    key: 'APP',
    name: 'App',
    locale: 'en',
  })
  const asked = await tm.run(['add', 'Somewhere'], byEnv())
  expect(asked).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/WEB, APP/) })
  const [{ key }] = (await json(['add', 'Somewhere +APP'], byEnv())).tasks
  const shared = await tm.run(['move', key, 'in'], byEnv())
  expect(shared).toMatchObject({ code: 2, err: expect.stringMatching(/In progress, In review/i) })
  // A name that only one of the projects has finds nothing in the other.
  const found = await json(['list', 'status:"to do"'], byEnv())
  expect(found.tasks.map((task: { key: string }) => task.key)).toEqual([key])
})

test('nothing that somebody wrote reaches the terminal as a command', async () => {
  const title = 'Red \u001b[31malert\u001b[0m \u009b2J \u202egnp.exe \u0007bell'
  const { id: projectId } = await alice.trpc.task.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB' },
  })
  const made = await alice.trpc.task.tasks.create.mutate({
    ...{ projectId, title, description: 'First\n\u001b]0;owned\u0007second' },
  })
  await alice.trpc.task.comments.create.mutate({ taskId: made.id, text: 'Third\u001b[2J' })
  const said = [
    await ok(['list', '-p', 'WEB'], byEnv()),
    await ok(['show', made.key], byEnv()),
    await ok(['show', made.key, '--json'], byEnv()),
    await ok(['search', 'alert'], byEnv()),
    await ok(['activity', made.key], byEnv()),
  ].join('')
  expect(said).toContain('alert')
  expect([...said.replaceAll('\n', '')].filter((letter) => /[\p{Cc}\u202e]/u.test(letter))).toEqual(
    [],
  )
  // To programs it is what it was.
  expect((await json(['show', made.key], byEnv())).title).toBe(title)
})

test('text that nobody sees is shown as something, and emoji stay whole', async () => {
  const tags = String.fromCodePoint(...[...'obey'].map((letter) => 0xe0000 + letter.charCodeAt(0)))
  const seen = '👩‍💻 ❤️‍🔥 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} می‌خواهم'
  const title = `Plain${tags} zero\u200bwidth \u202eturned \ufe01\ufe02\ufe03 \u200d\u200c\u200d \u3164 ${seen}`
  const { id: projectId } = await alice.trpc.task.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB' },
  })
  const { key } = await alice.trpc.task.tasks.create.mutate({ projectId, title })
  const line = await ok(['show', key], byEnv())
  expect(line).toContain(`Plain���� zero�width �turned \ufe01�� \u200d�� � ${seen}`)
  const raw = await ok(['show', key, '--json'], byEnv())
  expect(raw).toContain('Plain\\udb40\\udc6f')
  expect(raw).toContain(seen)
  expect(raw).not.toMatch(/[\u200b\u202e\u3164]/)
  expect(JSON.parse(raw).title).toBe(title)
})

test('a write whose answer was lost is done once', async () => {
  const paths = /createMany|comments$|changeMany|tasks\.change$|undo$/
  const way = await lostAnswers(system.url, (path) => paths.test(path))
  const lossy = byEnv({ TASKMATE_URL: way.url })
  const { tasks } = await json(['add', '-', '-p', 'WEB'], { ...lossy, input: 'Once\nTwice\n' })
  expect(tasks).toHaveLength(2)
  const [{ key }] = tasks
  await ok(['comment', key, 'Only once'], lossy)
  await ok(['done', key], lossy)
  expect(await json(['edit', key, '--title', 'Once more'], lossy)).toMatchObject({
    tasks: [{ title: 'Once more' }],
  })
  // Of what was done last nobody knows the number: an earlier act is not taken back in its place.
  expect(await tm.run(['undo'], lossy)).toMatchObject({
    ...{ code: 4, err: expect.stringContaining('tm undo --list') },
  })
  const { acts } = await json(['undo', '--list'], lossy)
  await ok(['undo', acts[0].actionId], lossy)
  expect(await json(['show', key], lossy)).toMatchObject({ title: 'Once' })
  expect(way.lost).toHaveLength(5)
  const { comments } = await json(['show', key], byEnv())
  expect(comments).toHaveLength(1)
  const found = await json(['list', '-p', 'WEB', 'Twice'], byEnv())
  expect(found.tasks).toHaveLength(1)
  await way.close()
})

test('a token that others can read is not used, and a reader that stops is no failure', async () => {
  await ok(['login', '--url', system.url], { input: token })
  const file = join(tm.home, '.config', 'taskmate', 'tm.json')
  await chmod(file, 0o644)
  expect(await tm.run(['today'])).toMatchObject({
    ...{ code: 3, err: expect.stringContaining(`chmod 600 ${file}`) },
  })
  await chmod(file, 0o600)
  await ok(['add', '-', '-p', 'WEB'], {
    input: Array.from({ length: 100 }, (_, nth) => `Line ${nth} ${'long '.repeat(30)}`).join('\n'),
  })
  const shell = promisify(execFile)
  const piped = await shell(
    'bash',
    [
      '-o',
      'pipefail',
      '-c',
      `"${process.execPath}" "${tm.file}" list -p WEB --limit 500 --json | head -c 10`,
    ],
    { env: tm.env },
  )
  expect(piped).toEqual({ stdout: '{\n  "filte', stderr: '' })
})
