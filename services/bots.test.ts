import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { newBotOf, newTokenOf, program } from './frontend-service/testing/api-token.ts'
import { exportOf } from './frontend-service/testing/my-data.ts'
import { bots as words } from './frontend-service/web/messages/en/account/bots.ts'
import { activity } from './frontend-service/web/messages/en/activity.ts'
import { history } from './frontend-service/web/messages/en/history.ts'
import { tokens } from './frontend-service/web/messages/en/tokens.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startReceiver } from './task-service/testing/receiver.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { clientOf } from './testing/postgres.ts'
import { BOTS_MAX, NAME_MAX } from './user-service/limits.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

const { system, alice, signedIn } = await startOwnBrowserTest({
  task: { WEBHOOK_LOOPBACK: 'true' },
})
const receiver = await startReceiver()
afterAll(() => receiver.close())

const { workspaceId } = alice
let projectId: string
beforeAll(async () => {
  const project = { workspaceId, key: 'WEB', name: 'Web', locale: 'en' } as const
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})

const by = (token: string, url = system.url) => program(url, token)
const statusOf = async (token: string, url = system.url) =>
  (await by(token, url).request('/trpc/user/me.get')).status

test('whatever a bot does shows its name of that moment, and for whom it did it', async () => {
  const { id, name, token } = await newBotOf(alice, ' 정리봇 ')
  expect(name).toBe('정리봇')
  const bot = { id, name }
  const { trpc, request } = by(token)
  expect(await (await request('/api/v1/me')).json()).toMatchObject({ id: alice.id, bot })
  expect(await alice.trpc.user.me.get.query()).not.toHaveProperty('bot')

  const { tasks, comments, webhooks, actions, activity: log } = trpc.task
  await webhooks.create.mutate({ projectId, url: receiver.url, types: ['task.created'] })
  const { id: taskId, version } = await tasks.create.mutate({ projectId, title: 'Tidied' })
  const closed = await tasks.close.mutate({ id: taskId, version })
  const { actionId } = await tasks.change.mutate({
    ...{ id: taskId, version: closed.version, title: 'Changed' },
  })
  if (actionId) await actions.undo.mutate({ actionId })
  const said = await comments.create.mutate({ taskId, text: 'Done' })
  const upload = { projectId, taskId, name: 'a.txt', sizeBytes: 1 }
  const { url } = await trpc.file.uploads.create.mutate(upload)
  expect((await request(url, { method: 'PUT', body: 'x' })).status).toBe(200)

  const [message] = await receiver.until(1)
  expect(message?.data).toMatchObject({ actorId: alice.id, via: 'bot', bot })

  await alice.trpc.gateway.bots.rename.mutate({ id, name: '청소봇' })
  await pollUntil(async () => (await trpc.user.me.get.query()).bot?.name === '청소봇')
  // Its owner's own hand takes no mark from what it wrote.
  await alice.trpc.task.comments.update.mutate({ taskId, id: said.id, text: 'Done, then' })
  await tasks.trash.mutate({ id: taskId })
  await alice.trpc.task.tasks.restore.mutate({ id: taskId })
  const { items } = await alice.trpc.task.comments.list.query({ taskId })
  expect(items).toMatchObject([{ authorId: alice.id, text: 'Done, then', bot }])

  const told = async () => {
    const page = await log.list.query({ workspaceId, taskId, limit: 50 })
    return page.items.map((event) => [event.type, event.via, event.bot?.name ?? null])
  }
  const all = await pollUntil(told, {
    isEnough: (found) => found.some(([type]) => type === 'file.ready'),
  })
  expect(all.sort()).toEqual(
    [
      ...['task.created', 'task.closed', 'task.updated', 'comment.created', 'file.ready'].map(
        (type) => [type, 'bot', name],
      ),
      ...[['task.updated', 'undo', name] as const, ['task.trashed', 'bot', '청소봇'] as const],
      ...[['comment.edited', 'web', null] as const, ['task.restored', 'web', null] as const],
    ].sort(),
  )
  const acts = await alice.trpc.task.actions.list.query({ workspaceId })
  expect(acts.items.find(({ type }) => type === 'task.created')?.bot).toEqual(bot)
})

test('the audit log names the bot that made a webhook as it was called then, and the webhook outlives it', async () => {
  const { id, token, tokenId } = await newBotOf(alice, 'Hooked')
  const database = system.userDatabase
  if (!database) throw new Error('user-service has a database')
  const users = clientOf(database, database.DATABASE_NAME)
  await users.connect()
  // Nothing is told to the audit log until the bot has gone.
  await users.query('begin')
  await users.query('lock table "ToldAct" in exclusive mode')
  const hook = { projectId, url: receiver.url, types: ['label.created' as const] }
  const { id: webhookId } = await by(token).trpc.task.webhooks.create.mutate(hook)
  await alice.trpc.gateway.bots.rename.mutate({ id, name: 'Unhooked' })
  await alice.trpc.gateway.bots.delete.mutate({ id })
  await users.query('commit')
  await users.end()
  const made = await pollUntil(async () => {
    const { items } = await alice.trpc.user.audit.list.query({ workspaceId, kind: 'webhook_made' })
    return items.find(({ facts }) => facts.webhookId === webhookId)
  })
  const facts = { botId: id, tokenId }
  expect(made).toMatchObject({ via: 'bot', facts, texts: { bot: 'Hooked' } })

  await alice.trpc.task.labels.create.mutate({ projectId, name: 'After the bot', color: 'red' })
  const [message] = await receiver.until(1, 'label.created')
  expect(message?.data).toMatchObject({ actorId: alice.id, bot: null })
})

test('no words of a bot stand as those of a person: a comment keeps the mark of the bot that wrote or edited it last', async () => {
  const { tasks, comments } = alice.trpc.task
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'Talked about' })
  const { id, bot } = await comments.create.mutate({ taskId, text: 'Ship it' })
  expect(bot).toBeNull()
  const first = by((await newBotOf(alice, 'First')).token).trpc
  const second = by((await newBotOf(alice, 'Second')).token).trpc
  for (const [{ task }, text, name] of [
    [first, 'Do not ship it', 'First'],
    [alice.trpc, 'Do not ship it yet', 'First'],
    [second, 'Ship it on Friday', 'Second'],
    [alice.trpc, 'Ship it on Monday', 'Second'],
  ] as const) {
    const shown = { text, authorId: alice.id, bot: { name } }
    expect(await task.comments.update.mutate({ taskId, id, text })).toMatchObject(shown)
    expect((await comments.list.query({ taskId })).items).toMatchObject([shown])
  }
})

test('a bot that is disabled or deleted ends its tokens in every gateway at once, and no others', async () => {
  const second = await system.startGateway()
  const everywhere = (token: string) =>
    Promise.all([system.url, second.url].map((url) => statusOf(token, url)))
  const { bots } = alice.trpc.gateway
  const others = [(await newTokenOf(alice)).token, (await newBotOf(alice, 'Other')).token]
  const { id, token } = await newBotOf(alice, 'Ending')
  expect(await everywhere(token)).toEqual([200, 200])
  await bots.disable.mutate({ id })
  expect(await everywhere(token)).toEqual([401, 401])
  expect(await refusalOf(newTokenOf(alice, { botId: id }))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'bot_disabled' },
  })
  await bots.enable.mutate({ id })
  expect(await everywhere(token)).toEqual([401, 401])
  const next = (await newTokenOf(alice, { botId: id })).token
  expect(await everywhere(next)).toEqual([200, 200])
  await bots.delete.mutate({ id })
  expect(await everywhere(next)).toEqual([401, 401])
  for (const other of others) expect(await everywhere(other)).toEqual([200, 200])
  expect((await bots.list.query()).map((bot) => bot.id)).not.toContain(id)
  await second.close()

  const { items } = await alice.trpc.user.audit.list.query({ workspaceId, limit: 100 })
  const about = items.filter(({ facts }) => [facts.changedBotId, facts.ofBotId].includes(id))
  expect(about.map(({ kind, texts }) => [kind, texts.ofBot ?? texts.name]).reverse()).toEqual(
    ['made', 'token', 'disabled', 'enabled', 'token', 'deleted'].map((what) => [
      ...[what === 'token' ? 'token_made' : `bot_${what}`, 'Ending'],
    ]),
  )
})

test('a bot is for nobody but its owner, has a name that can be read, and is one of a few', async () => {
  const mallory = await system.person('Mallory')
  const { id } = await newBotOf(alice, 'Of Alice')
  const { bots } = mallory.trpc.gateway
  for (const attempt of [
    ...[bots.disable.mutate({ id }), bots.enable.mutate({ id }), bots.delete.mutate({ id })],
    bots.rename.mutate({ id, name: 'Mine' }),
    newTokenOf(mallory, { botId: id }),
  ])
    expect(await refusalOf(attempt)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await bots.list.query()).toEqual([])

  const make = (name: string) => bots.create.mutate({ name })
  for (const name of ['', '\u200b', 'x'.repeat(NAME_MAX + 1), 'Tidy\u0007', '\u202eydiT']) {
    const { fields = {} } = await refusalOf(make(name))
    expect([name, Object.keys(fields)]).toEqual([name, ['name']])
  }
  expect((await make(' \u1100\u1161 ')).name).toBe('가')
  for (let nth = 2; nth < BOTS_MAX; nth += 1) await make(`Bot ${nth}`)
  const last = await Promise.allSettled([1, 2, 3].map((nth) => make(`Last ${nth}`)))
  const refusals = last.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refusals.map(({ message, data }) => [message, data.reason, data.limit])).toEqual(
    Array(2).fill(['You have too many bots: at most 20', 'full', 20]),
  )
})

test('a bot loses what its owner loses and ends with the account, whose export has it', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { id, token, tokenId } = await newBotOf(bob, '보고봇')
  const { tasks } = by(token).trpc.task
  await tasks.list.query({ projectId })
  const data = await exportOf(bob)
  expect(data.list('bots')).toMatchObject([{ id, name: '보고봇', disabledAt: null }])
  expect(data.list('api-tokens')).toMatchObject([{ id: tokenId, botId: id }])
  await alice.trpc.user.members.remove.mutate({ workspaceId, userId: bob.id })
  expect(await refusalOf(tasks.list.query({ projectId }))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await statusOf(token)).toBe(200)
  await bob.trpc.gateway.account.delete.mutate({ email: bob.email })
  expect(await statusOf(token)).toBe(401)
})

test('somebody makes a bot and its token, sees what it did in their name, and ends it', async () => {
  const mina = await system.colleague(alice, 'Mina Kim')
  const { page, workspace } = await signedIn(mina)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  /** What is on screen fits it, small and wide, and may be read by everybody. */
  const look = async () => {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      await page.evaluate('document.fonts.ready')
      expect(await misfitsOf(page)).toEqual([])
    }
    expect(await accessibilityOf(page)).toEqual([])
  }
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: words.title })
  await section.getByText(words.none).waitFor()
  await section.getByRole('button', { name: words.make }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.name).fill('정리봇')
  await dialog.getByRole('button', { name: words.make }).click()
  await section.getByText('정리봇', { exact: true }).waitFor()
  await section.getByRole('button', { name: words.newTokenOf('정리봇') }).click()
  await dialog.getByLabel(tokens.name).fill('Nightly')
  for (const group of [tokens.groups.tasks, tokens.groups.comments])
    await dialog
      .getByRole('group', { name: group })
      .getByText(tokens.access.write, { exact: true })
      .click()
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(tokens.onlyNow).waitFor()
  const token = (await dialog.locator('code').first().textContent()) ?? ''
  await dialog.getByRole('button', { name: tokens.done }).click()
  await section.getByText('Nightly', { exact: true }).waitFor()
  const personal = page.getByRole('region', { name: tokens.title })
  expect(await personal.getByText('Nightly').count()).toBe(0)
  await section.scrollIntoViewIfNeeded()
  await look()

  const bot = by(token).trpc.task
  const { key, id: taskId } = await bot.tasks.create.mutate({ projectId, title: 'Sort the shelf' })
  await bot.comments.create.mutate({ taskId, text: 'Sorted by colour' })
  await page.goto(`/w/${workspace}/t/${key}`)
  await page.getByText(activity.forOwner('Mina Kim'), { exact: true }).waitFor()
  await look()
  await page.getByRole('tab', { name: en.tasks.activity }).click()
  const commented = activity.events.commented('정리봇', key)
  await page.getByText(`${commented} · ${activity.forOwner('Mina Kim')}`).waitFor()
  await look()
  await page.goto(`/w/${workspace}/history`)
  await page.getByText(history.byBot('정리봇')).first().waitFor()
  await look()

  await page.goto('/settings/security')
  const pick = async (task: 'disable' | 'enable' | 'delete') => {
    await section.getByRole('button', { name: words.moreOf('정리봇') }).click()
    await page.getByRole('menuitem', { name: words[task].act }).click()
    if (task !== 'enable') await dialog.getByRole('button', { name: words[task].act }).click()
  }
  await pick('disable')
  await section.getByText(words.disabled, { exact: true }).waitFor()
  expect(await statusOf(token)).toBe(401)
  await pick('enable')
  await section.getByRole('button', { name: words.newTokenOf('정리봇') }).click()
  await dialog.getByLabel(tokens.name).fill('Too late')
  const [{ id } = { id: '' }] = await mina.trpc.gateway.bots.list.query()
  await mina.trpc.gateway.bots.disable.mutate({ id })
  await dialog.getByRole('button', { name: tokens.make }).click()
  await dialog.getByText(tokens.botDisabled).waitFor()
  await dialog.getByRole('button', { name: en.shell.cancel }).click()
  await pick('delete')
  await section.getByText(words.none).waitFor()
})
