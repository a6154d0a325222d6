import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { processEnv } from './chassis/env.ts'
import { createSigner } from './chassis/identity.ts'
import { pollUntil } from './chassis/poll-until.ts'
import { operations as en } from './frontend-service/web/messages/en/account/operations.ts'
import { en as app } from './frontend-service/web/messages/en.ts'
import { operations as ko } from './frontend-service/web/messages/ko/account/operations.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { clientOf } from './testing/postgres.ts'
import { testSettings } from './testing/settings.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

const HOUR = 3600
const hoursAgo = (hours: number) => Math.floor(Date.now() / 1000) - hours * HOUR

/** Prometheus, with what backups and drills have sent it: when, and what. */
let sent: Record<string, [number, string][]> | undefined
let isSilent = false
const prometheus = createServer((req, res) => {
  if (isSilent) return undefined
  const { pathname, searchParams } = new URL(req.url ?? '', 'http://prometheus')
  const isKnown =
    pathname === '/watching/api/v1/query' &&
    searchParams.get('query') === '{__name__=~"backup_.+",namespace="taskmate"}[14d]'
  if (!sent || !isKnown) return res.writeHead(503).end('away')
  const result = Object.entries(sent).map(([name, values]) => ({
    ...{ metric: { __name__: name, namespace: 'taskmate' }, values },
  }))
  return res.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }))
})
await new Promise<void>((resolve) => prometheus.listen(0, '127.0.0.1', resolve))
const { port } = prometheus.address() as AddressInfo
afterAll(() => {
  prometheus.closeAllConnections()
  prometheus.close()
})

const { system, alice, signedIn } = await startOwnBrowserTest({
  user: { PROMETHEUS_URL: `http://127.0.0.1:${port}/watching/`, PROMETHEUS_NAMESPACE: 'taskmate' },
  all: { RUNBOOKS_URL: 'https://runbooks.example.com/' },
})
const inDatabase = async (nth: number, sql: string, values?: unknown[]) => {
  const env = system.databases[nth]
  if (!env) throw new Error('there are four databases')
  const client = clientOf(env, env.DATABASE_NAME)
  await client.connect()
  await client.query(sql, values).finally(() => client.end())
}
const [USERS, TASKS, FIGURES, FILES] = [0, 1, 2, 3]
const ask = (person: Pick<typeof alice, 'trpc'>) => person.trpc.gateway.operations.get.query()

beforeAll(async () => {
  const project = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Secret plan' }
  await alice.trpc.task.projects.create.mutate(project)
})

test('who runs the installation learns how each service is, how much there is, and nothing of what', async () => {
  const [backedUp, drilled] = [hoursAgo(5), hoursAgo(30)]
  sent = {
    // The drill restored an older backup, and said so later.
    backup_last_success_timestamp_seconds: [
      [backedUp + 60, String(backedUp)],
      [hoursAgo(1), String(hoursAgo(29))],
    ],
    backup_size_bytes: [[backedUp + 60, '5242880']],
    backup_last_restore_ok: [
      [hoursAgo(200), '0'],
      [drilled, '1'],
    ],
  }
  const all = await ask(alice)
  const up = { state: 'up', commit: null, startedAt: expect.any(String) }
  const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()
  expect(all).toMatchObject({
    gateway: up,
    user: {
      ...{ ...up, people: 1, workspaces: 1, sessions: 1, letters: { state: 'off' } },
      begunAt: expect.any(String),
      backups: {
        ...{ state: 'known', at: isoOf(backedUp), bytes: 5_242_880 },
        drill: { at: isoOf(drilled), isGood: true },
      },
    },
    task: {
      ...{ ...up, projects: 1, feeds: [{ feed: 'users' }] },
      webhooks: { queueAgeSeconds: 0, failing: 0, delivered: 0, retried: 0, parked: 0 },
    },
    analytics: { ...up, parkedEvents: 0, feeds: [{ feed: 'tasks' }] },
    file: { ...up, parkedEvents: 0, usedBytes: 0, feeds: [{ feed: 'tasks' }] },
  })
  expect(JSON.stringify(all)).not.toMatch(/Secret plan|WEB|Alice/)
  expect(JSON.stringify(all)).not.toContain(alice.workspaceId)

  isSilent = true
  expect((await ask(alice)).user.backups).toEqual({ state: 'away' })
  isSilent = false
})

test('of deliveries those count that were sent for an event, and not by hand or to a webhook that is off', async () => {
  const { workspaceId, trpc } = alice
  const project = { workspaceId, key: 'HOOK', name: 'Secret hooks' }
  const { id: projectId } = await trpc.task.projects.create.mutate(project)
  const { id } = await trpc.task.webhooks.create.mutate({
    ...{ projectId, url: 'https://localhost.example.com/', types: ['label.deleted'] },
  })
  for (const delivery of [
    [null, 'parked', 'timeout'],
    [9_000_001, 'parked', 'stopped'],
    [9_000_002, 'parked', 'timeout'],
    [9_000_003, 'delivered', null],
  ])
    await inDatabase(
      TASKS,
      `insert into "WebhookDelivery" (id, "webhookId", "eventSeq", type, status, failure)
       values (gen_random_uuid(), $1, $2, 'label.deleted', $3::"WebhookDeliveryStatus", $4)`,
      [id, ...delivery],
    )
  expect((await ask(alice)).task).toMatchObject({
    webhooks: { delivered: 1, retried: 0, parked: 1, failing: 0 },
  })
})

test('what cannot be counted is unknown and costs nothing else; a service that fails says so', async () => {
  const rename = (from: string, to: string) =>
    inDatabase(FILES, `alter table "${from}" rename to "${to}"`)
  await rename('Usage', 'UsageAway')
  expect((await ask(alice)).file).toMatchObject({ state: 'up', parkedEvents: 0, usedBytes: null })
  await rename('ParkedEvent', 'ParkedEventAway')
  expect((await ask(alice)).file).toEqual({ state: 'failing' })
  await rename('ParkedEventAway', 'ParkedEvent')
  await rename('UsageAway', 'Usage')
  expect((await ask(alice)).file).toMatchObject({ state: 'up', parkedEvents: 0, usedBytes: 0 })
})

test('for others there is no such page and no such call, and at once for who was one', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const gone = { code: 'NOT_FOUND' }
  expect(await refusalOf(ask(bob))).toMatchObject(gone)
  const { page } = await signedIn(bob)
  await page.goto('/settings/profile')
  await page.getByRole('link', { name: app.settings.members }).waitFor()
  expect(await page.getByRole('link', { name: app.settings.operations }).count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: app.settings.teams }).waitFor()
  for (const name of [app.settings.operations, app.settings.audit])
    expect([name, await page.getByRole('option', { name }).count()]).toEqual([name, 0])
  await page.goto('/settings/operations')
  await page.getByText(app.errors.notFoundLead).waitFor()

  await inDatabase(USERS, 'update "User" set "isOperator" = false where id = $1', [alice.id])
  expect(await refusalOf(ask(alice))).toMatchObject(gone)
  await inDatabase(USERS, 'update "User" set "isOperator" = true where id = $1', [alice.id])
  expect(await ask(alice)).toMatchObject({ user: { state: 'up' } })
})

test('the other services tell an identity that names an operator, and not one that does not', async () => {
  const sign = createSigner(processEnv.parse(testSettings), 'frontend-service')
  for (const service of ['task', 'analytics', 'file'] as const) {
    const status = async (isOperator: boolean) => {
      const name = `${service}-service` as const
      const token = await sign(name, alice.id, 'service', undefined, isOperator)
      const headers = { authorization: `Bearer ${token}` }
      return (await fetch(`${system[service].url}/internal/operations.get`, { headers })).status
    }
    expect([service, await status(false), await status(true)]).toEqual([service, 404, 200])
  }
})

test('the page says in one line what to look at, and each line what to do', async () => {
  const { page } = await signedIn(alice)
  await page.clock.install()
  await page.goto('/settings/profile')
  await page.getByRole('link', { name: app.settings.operations }).focus()
  await page.keyboard.press('Enter')
  // By its whole name: others contain it.
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
  const state = (name: string, tone: keyof typeof en.tones) =>
    row(name).getByRole('img', { name: en.tones[tone] }).waitFor()
  await page.getByRole('status').getByText(en.allGood).waitFor()
  await state('task-service', 'good')
  await state(en.lastBackup, 'good')
  await row(en.lastBackup).getByText('5 hours ago · 5 MB').waitFor()
  await state(en.drill, 'good')
  await state(en.outbox, 'off')
  await row(en.outbox).getByText(en.noLetters).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  // Read again by itself.
  sent = {
    backup_last_success_timestamp_seconds: [[hoursAgo(27), String(hoursAgo(27))]],
    backup_last_restore_ok: [[hoursAgo(1), '0']],
  }
  await inDatabase(
    FIGURES,
    `insert into "ParkedEvent" (seq, event, error) values (1, '{}', 'broken')`,
  )
  await page.clock.runFor('00:16')
  await page
    .getByRole('status')
    .getByText(en.toDo(2, 1, 0))
    .waitFor()
  await state(en.follower.analytics, 'attention')
  await page.locator('a[href="https://runbooks.example.com/event-parked.md"]').waitFor()
  await state(en.lastBackup, 'bad')
  await row(en.lastBackup).getByText('docs/runbooks/backup-too-old.md').waitFor()
  await row(en.drill)
    .getByText(`${en.drillFailed} · ${en.agoOf(en.duration(HOUR))}`)
    .waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  sent = undefined
  await page.clock.runFor('00:16')
  await state(en.lastBackup, 'unknown')
  await row(en.lastBackup).getByText(en.backupsAwayLead).waitFor()
  await page
    .getByRole('status')
    .getByText(en.toDo(0, 1, 1))
    .waitFor()
})

test('each runbook that it names is there', () => {
  const path = 'services/frontend-service/web/account/operations/lines.ts'
  const words = [...readFileSync(path, 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)]
  const names = words.flatMap(([, name = '']) => (name.endsWith('-service') ? [] : [name]))
  expect(names.length).toBeGreaterThanOrEqual(9)
  expect(names.filter((name) => !existsSync(`docs/runbooks/${name}.md`))).toEqual([])
})

test('operators name one another on the page', async () => {
  const carol = await system.colleague(alice, 'Carol')
  const { page } = await signedIn(alice)
  await page.goto('/settings/operations')
  const field = page.getByRole('textbox', { name: en.newOperator })
  const refuses = async (email: string, words: string) => {
    await field.fill(email)
    await page.keyboard.press('Enter')
    await page.getByText(words).first().waitFor()
    // What was not added comes back.
    await pollUntil(() => field.inputValue())
  }
  await refuses('none@taskmate.example', en.refusals.no_account)
  await refuses('carol@taskmate', app.errors.badEmail)
  const disable = 'update "User" set "disabledAt" = $2 where id = $1'
  await inDatabase(USERS, disable, [carol.id, new Date()])
  await refuses(carol.email, en.refusals.disabled)
  await inDatabase(USERS, disable, [carol.id, null])
  await field.fill(carol.email)
  await page.keyboard.press('Enter')
  await page.getByText(en.operatorAdded('Carol')).first().waitFor()
  expect(await ask(carol)).toMatchObject({ user: { state: 'up' } })
  await page.getByRole('button', { name: en.removeOf('Carol') }).click()
  await page.getByRole('dialog').getByRole('button', { name: en.removeOperator }).click()
  await page.getByText(en.operatorRemoved('Carol')).first().waitFor()
  expect(await refusalOf(ask(carol))).toMatchObject({ code: 'NOT_FOUND' })

  // Who removes themselves is not led here any more.
  await alice.trpc.user.operators.add.mutate({ email: carol.email })
  await page.reload()
  await page.getByRole('button', { name: en.removeOf('Alice') }).click()
  await page.getByRole('dialog').getByRole('button', { name: en.removeOperator }).click()
  await page.getByText(app.errors.notFoundLead).waitFor()
  const link = page.getByRole('link', { name: app.settings.operations })
  await pollUntil(async () => (await link.count()) === 0)
  await carol.trpc.user.operators.add.mutate({ email: alice.email })
})

test('a service that is away costs its own lines; without user-service the page shows what it knew', async () => {
  await alice.trpc.user.me.update.mutate({ locale: 'ko' })
  const { page } = await signedIn(alice)
  await page.setViewportSize({ width: 390, height: 760 })
  await page.clock.install()
  await system.file.close()
  await page.goto('/settings/operations')
  const files = page.getByRole('listitem').filter({ hasText: 'file-service' })
  await files.getByRole('img', { name: ko.tones.bad }).waitFor()
  await files.getByText('docs/runbooks/service-down.md').waitFor()
  await page.getByText(ko.silent).waitFor()
  await page.getByText(ko.figures.people, { exact: true }).waitFor()
  expect(await misfitsOf(page)).toEqual([])
  expect(await accessibilityOf(page)).toEqual([])

  await system.user.close()
  expect(await refusalOf(ask(alice))).toMatchObject({
    ...{ code: 'SERVICE_UNAVAILABLE', reason: 'no_users' },
  })
  // Asked again and again before it gives up.
  await pollUntil(async () => {
    await page.clock.runFor('00:16')
    return page.getByText(ko.noUsers).isVisible()
  })
  await files.getByText('docs/runbooks/service-down.md').waitFor()
  expect(await misfitsOf(page)).toEqual([])
})
