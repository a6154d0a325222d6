import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { audit } from './frontend-service/web/messages/en/account/audit.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { clientOf } from './testing/postgres.ts'

const { system, alice, signedIn } = await startOwnBrowserTest()
const [database] = system.databases
if (!database) throw new Error('there are four databases')

/** As somebody who has the whole database. */
const inDatabase = async (...statements: [sql: string, values?: unknown[]][]) => {
  const client = clientOf(database, database.DATABASE_NAME)
  await client.connect()
  await client.query('set session_replication_role = replica')
  for (const statement of statements) await client.query(...statement)
  await client.end()
}

test('an owner finds who changed a role, takes the log along and learns that it was touched', async () => {
  const { workspaceId } = alice
  const bob = await system.colleague(alice, 'Bob')
  await alice.trpc.user.members.changeRole.mutate({ workspaceId, userId: bob.id, role: 'viewer' })
  const { page } = await signedIn(alice)
  await page.goto('/settings/profile')
  await page.getByRole('link', { name: en.settings.audit }).click()
  const changed = audit.says.role_changed('Alice', 'Bob')
  const entry = page.getByRole('listitem').filter({ hasText: changed })
  await entry.getByText(`${en.settings.roles.member} → ${en.settings.roles.viewer}`).waitFor()
  await entry.getByText('127.0.0.0/24').waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  const shown = page.locator('main section').getByRole('listitem')
  const all = await shown.count()
  expect(all).toBeGreaterThan(3)
  await page.getByLabel(audit.kind).selectOption({ label: audit.kinds.role_changed })
  await page.waitForURL(/kind=role_changed/)
  await page.getByText(audit.says.workspace_created('Alice')).waitFor({ state: 'detached' })
  expect(await shown.count()).toBe(1)
  // Whoever is sent the address sees the same.
  await page.reload()
  await entry.waitFor()
  expect(await shown.count()).toBe(1)
  await page.getByRole('button', { name: audit.export }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: audit.csv }).click(),
  ])
  expect(file.suggestedFilename()).toBe('audit-log.csv')
  const table = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(table).toHaveLength(3)
  expect(table[2]).toContain('"end_of_export","whole"')
  expect(table[1]).toContain('"role_changed","authz_change"')

  await page.getByLabel(audit.person).selectOption({ label: 'Bob' })
  await page.waitForURL(/person=/)
  await page.getByLabel(audit.until).fill('2020-01-01')
  await page.getByText(audit.none).waitFor()
  await page.getByRole('button', { name: audit.clear }).click()
  await page.getByText(audit.says.workspace_created('Alice')).waitFor()

  await page.getByRole('button', { name: audit.check }).click()
  await page
    .getByRole('status')
    .getByText(/^All \d+ entries are as they were written$/)
    .waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const { items } = await alice.trpc.user.audit.list.query({ workspaceId, kind: 'role_changed' })
  const seq = items[0]?.seq ?? 0
  await inDatabase([
    'update "AuditEntry" set "actorId" = null where "workspaceId" = $1 and seq = $2',
    [workspaceId, seq],
  ])
  await page.getByRole('button', { name: audit.check }).click()
  await page.getByText(audit.broken(seq)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
})

test('a log without entries is not called intact: there is nothing to check', async () => {
  const erin = await system.person('Erin')
  const { page } = await signedIn(erin)
  await inDatabase(
    ...['AuditEntry', 'AuditDetail', 'AuditHead'].map((table): [string, unknown[]] => [
      `delete from "${table}" where "workspaceId" = $1`,
      [erin.workspaceId],
    ]),
  )
  await page.goto('/settings/audit')
  await page.getByRole('button', { name: audit.check }).click()
  const status = page.getByRole('status').filter({ hasText: audit.empty })
  await status.getByText(audit.emptyLead).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
})

test('for a member there is neither the page nor a way to it', async () => {
  const { page } = await signedIn(await system.colleague(alice, 'Carol'))
  await page.goto('/settings/profile')
  await page.getByRole('link', { name: en.settings.members }).waitFor()
  expect(await page.getByRole('link', { name: en.settings.audit }).count()).toBe(0)
  await page.goto('/settings/audit')
  await page.getByText(en.errors.notFoundLead).waitFor()
})

test('all of it fits a phone, with many entries and long names', async () => {
  const dora = await system.person('Dora')
  const { workspaceId } = dora
  await dora.trpc.user.workspaces.update.mutate({ id: workspaceId, name: 'N'.repeat(80) })
  await inDatabase([
    `select audit_append(array[$1::uuid], 'sign_in', $2::uuid, $2::uuid, 'sign_in', '{"way":"passkey"}', 's', '{}', null)
       from generate_series(1, 60)`,
    [workspaceId, dora.id],
  ])
  const { page } = await signedIn(dora)
  await page.setViewportSize({ width: 390, height: 760 })
  await page.goto('/settings/audit')
  await page.getByRole('button', { name: audit.more }).click()
  await page.getByText(audit.says.workspace_created('Dora')).waitFor()
  expect(await misfitsOf(page)).toEqual([])
})
