import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { pollUntil } from './chassis/poll-until.ts'
import { newApiToken } from './chassis/tokens/api-token.ts'
import { inDays, newTokenOf, program as programAt } from './frontend-service/testing/api-token.ts'
import { type Person, password } from './frontend-service/testing/people.ts'
import { startSystem } from './frontend-service/testing/test-system.ts'
import { activity } from './frontend-service/web/messages/en/activity.ts'
import { rules } from './frontend-service/web/messages/en/forms/rules.ts'
import { tokens } from './frontend-service/web/messages/en/tokens.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { accessibilityOf, openChromium, pageOf } from './testing/chromium.ts'
import { clientOf } from './testing/postgres.ts'
import type { Scope } from './user-service/contract.ts'
import { API_TOKEN_DAYS_MAX } from './user-service/limits.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

const system = await startSystem({ all: { TRUSTED_PROXIES: '127.0.0.1', WEB_DIR: 'build/web' } })
let chromium: Awaited<ReturnType<typeof openChromium>>
let alice: Person
let users: pg.Client
let projectId: string
beforeAll(async () => {
  chromium = await openChromium()
  alice = await system.person('Alice')
  const [env] = system.databases
  if (!env) throw new Error('user-service has a database')
  users = clientOf(env, env.DATABASE_NAME)
  await users.connect()
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})
afterAll(async () => {
  await users?.end()
  await chromium?.close()
  await system.close()
})

const program = (token: string, url = system.url) => programAt(url, token)

test('guesses are limited by address, and an old token in use is one guess', async () => {
  const { token } = await newTokenOf(alice)
  const from = (text: string, address: string) =>
    program(text).request('/trpc/user/me.get', { headers: { 'x-forwarded-for': address } })
  const old = newApiToken()
  for (let time = 0; time < 60; time += 1) expect((await from(old, '192.0.2.1')).status).toBe(401)
  const answers: number[] = []
  for (let time = 0; time < 51; time += 1)
    answers.push((await from(newApiToken(), '192.0.2.1')).status)
  expect(answers.slice(0, 49)).toEqual(Array(49).fill(401))
  const refused = await from(newApiToken(), '192.0.2.1')
  expect([answers.at(-1), refused.status]).toEqual([429, 429])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await from(token, '192.0.2.1')).status).toBe(200)
})

test('making a token takes the password, a name, scopes and an end within a year', async () => {
  const refused = async (wanted: Parameters<typeof newTokenOf>[1]) =>
    (await refusalOf(newTokenOf(alice, wanted))).fields
  expect(await refused({ password: 'not the password' })).toEqual({
    password: 'This is not your password',
  })
  const within = { expiresAt: 'must be in the future and at most 366 days from now' }
  for (const expiresAt of [inDays(367), inDays(-1)])
    expect(await refused({ expiresAt })).toEqual(within)
  expect(Object.keys((await refused({ name: '\u200b' })) ?? {})).toEqual(['name'])
  expect(Object.keys((await refused({ scopes: [] })) ?? {})).toEqual(['scopes'])
  expect(await refused({ scopes: ['tasks:all' as Scope] })).toHaveProperty(['scopes.0'])
  // The longest time there is, with the same scope twice.
  const { token, ...row } = await newTokenOf(alice, {
    ...{ name: '보고', scopes: ['tasks:read', 'tasks:read'], expiresAt: inDays(365.9) },
  })
  expect(row).toMatchObject({ scopes: ['tasks:read'], hint: token.slice(-4), lastUsedAt: null })
  expect(token).toMatch(/^tm_[\dA-Za-z]{49}$/)
  const { rows } = await users.query('select t::text as text from "ApiToken" t')
  expect(JSON.stringify(rows)).not.toContain(token.slice(3, 20))
  await program(token).trpc.task.tasks.list.query({ projectId })
  const listed = await alice.trpc.gateway.apiTokens.list.query()
  expect(listed[0]).toEqual({ ...row, lastUsedAt: expect.any(String) })
  expect(JSON.stringify(listed)).not.toContain(token.slice(3, 20))

  const mallory = await system.person('Mallory')
  expect(
    await refusalOf(mallory.trpc.gateway.apiTokens.revoke.mutate({ id: row.id })),
  ).toMatchObject({ code: 'NOT_FOUND' })
  expect(await mallory.trpc.gateway.apiTokens.list.query()).toEqual([])
})

test('of tokens that are made at the same time none passes the limit, and those that ended leave room', async () => {
  const bob = await system.colleague(alice, 'Bob')
  await users.query(
    `insert into "ApiToken" (id, "userId", name, hash, hint, scopes, "expiresAt", "revokedAt")
     select gen_random_uuid(), $1, 'filled', 'hash ' || n, 'hint', '{tasks:read}',
            now() + n % 2 * interval '1 day', case when n > 98 then now() end
       from generate_series(1, 198) n`,
    [bob.id],
  )
  const made = await Promise.allSettled([1, 2, 3].map(() => newTokenOf(bob)))
  const refusals = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refusals.map(({ message, data }) => [message, data.code, data.limit])).toEqual(
    Array(2).fill(['You have too many API tokens: at most 50', 'BAD_REQUEST', 50]),
  )
  expect(await bob.trpc.gateway.apiTokens.list.query()).toHaveLength(50)
})

test('what is done by a token says so in the activity, in whatever way it is written', async () => {
  const { trpc } = program((await newTokenOf(alice, { name: 'Deploy 봇' })).token)
  const { id, version, statusId } = await trpc.task.tasks.create.mutate({ projectId, title: 'By' })
  await trpc.task.tasks.createMany.mutate({ projectId, tasks: [{ title: 'Many' }] })
  const { statuses } = await trpc.task.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB' },
  })
  const other = statuses.find((status) => status.id !== statusId)?.id ?? ''
  await trpc.task.tasks.move.mutate({ id, statusId: other })
  const { actionId } = await trpc.task.tasks.change.mutate({
    ...{ id, version: version + 1, title: 'Changed' },
  })
  if (actionId) await trpc.task.actions.undo.mutate({ actionId })
  await trpc.task.comments.create.mutate({ taskId: id, text: 'Done' })
  const upload = { projectId, taskId: id, name: 'a.txt', sizeBytes: 1 }
  const { url } = await trpc.file.uploads.create.mutate(upload)
  const { token } = await newTokenOf(alice, {
    name: 'Uploader',
    scopes: ['files:write', 'files:read'],
  })
  const sent = await program(token).request(url, { method: 'PUT', body: 'x' })
  expect(sent.status).toBe(200)
  await alice.trpc.task.tasks.trash.mutate({ id })
  const typesAndTokens = async () => {
    const asked = { workspaceId: alice.workspaceId, taskId: id, limit: 50 }
    const { items } = await alice.trpc.task.activity.list.query(asked)
    return items.map(({ type, tokenName }) => [type, tokenName]).reverse()
  }
  const all = await pollUntil(typesAndTokens, {
    isEnough: (found) => found.some(([type]) => type === 'file.ready'),
  })
  expect(all.sort()).toEqual(
    [
      ['task.created', 'Deploy 봇'],
      ['task.moved', 'Deploy 봇'],
      ['task.updated', 'Deploy 봇'],
      ['task.updated', 'Deploy 봇'],
      ['comment.created', 'Deploy 봇'],
      ['file.ready', 'Uploader'],
      ['task.trashed', null],
    ].sort(),
  )
})

test('who leaves the workspace takes the reach of their tokens along', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const own = program((await newTokenOf(bob)).token)
  await own.trpc.task.tasks.list.query({ projectId })
  const { workspaceId } = alice
  await alice.trpc.user.members.remove.mutate({ workspaceId, userId: bob.id })
  for (const call of [
    () => own.trpc.task.tasks.list.query({ projectId }),
    () => own.trpc.task.tasks.create.mutate({ projectId, title: 'Late' }),
    () => own.trpc.user.members.list.query({ workspaceId }),
  ])
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' })
})

test('somebody makes an API token, copies it, calls by it and revokes it', async () => {
  const person = await system.colleague(alice, 'Bob')
  const { page, workspace } = await pageOf(chromium, system.url, { ...person, password })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: tokens.title })
  await section.getByText('curl -H').waitFor()
  await section.getByRole('button', { name: tokens.make }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(tokens.name).fill('주간 보고')
  const scope = (group: string, access: string) =>
    dialog.getByRole('group', { name: group }).getByText(access, { exact: true })
  await scope(tokens.groups.tasks, tokens.access.none).click()
  await scope(tokens.groups.account, tokens.access.none).click()
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(tokens.noScope).waitFor()
  await scope(tokens.groups.tasks, tokens.access.write).click()
  await scope(tokens.groups.account, tokens.access.read).click()
  expect(await accessibilityOf(page)).toEqual([])
  const expiry = (name: string) =>
    dialog.getByRole('group', { name: tokens.expiry }).getByText(name, { exact: true })
  await expiry(tokens.otherDay).click()
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(rules.noDay).waitFor()
  await dialog.getByLabel(tokens.lastDay).fill('2199-12-31')
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(rules.daysAhead(API_TOKEN_DAYS_MAX)).waitFor()
  await expiry(tokens.days(90)).click()
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(tokens.onlyNow).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  // The focus is on the button that copies it.
  await page.keyboard.press('Enter')
  await dialog.getByText(tokens.copied).waitFor()
  const token = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(token).toMatch(/^tm_\w{49}$/)
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: tokens.done }).click()

  const status = () => program(token).request('/trpc/user/me.get')
  expect((await status()).status).toBe(200)
  const made = await program(token).trpc.task.tasks.create.mutate({
    ...{ projectId: projectId, title: 'By a program' },
  })
  await page.reload()
  await section.getByText(tokens.until('')).waitFor()
  await section.getByText(`${tokens.groups.tasks} · ${tokens.access.write}`).waitFor()
  await section.getByText(tokens.used('just now')).waitFor()
  expect(await section.textContent()).not.toContain(token.slice(0, 12))

  await section.getByRole('button', { name: tokens.revokeOf('주간 보고') }).click()
  await page.getByRole('dialog').getByRole('button', { name: tokens.revoke }).click()
  await section.getByText(tokens.none).waitFor()
  expect((await status()).status).toBe(401)
  await page.goto(`/w/${workspace}/t/${made.key}`)
  await page.getByRole('tab', { name: en.tasks.activity }).click()
  await page.getByText(activity.viaToken('주간 보고')).waitFor()
})

test('the examples of docs/api.md work as they are written', async () => {
  const page = await readFile('docs/api.md', 'utf8')
  const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
  const { token } = await newTokenOf(alice)
  const env = {
    ...process.env,
    TASKMATE_URL: system.url,
    TASKMATE_TOKEN: token,
    WORKSPACE_ID: alice.workspaceId,
    PROJECT_ID: projectId,
  }
  const run = promisify(execFile)
  const outputs: string[] = []
  for (const [, language, code = ''] of blocks) {
    if (language === 'sh') outputs.push((await run('bash', ['-euc', code], { env })).stdout)
    if (language !== 'ts') continue
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(20)
    await mkdir('build', { recursive: true })
    const path = join(await mkdtemp(join(process.cwd(), 'build', 'example-')), 'example.ts')
    await writeFile(path, code)
    const { stdout } = await run('node', ['--import', 'tsx', path], { env })
    outputs.push(stdout)
  }
  expect(outputs.length).toBeGreaterThanOrEqual(3)
  expect(outputs.join()).toContain('From a script')
})
