import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { webhookStage } from '../testing/webhook-stage.ts'

const stage = await webhookStage()
const { system, mail, alice, scene, opened } = stage
afterAll(() => stage.close())

/** The letters to Alice about one matter. */
const letters = (subject: string) =>
  mail.letters.filter((letter) => letter.subject?.includes(subject))

test('what fails is tried eight times with the same id, then parked, told once and sent again by hand', async () => {
  const { projectId, make, task, log, one, hurry, receiver } = await scene()
  receiver.answer((res) => res.writeHead(500).end('Out of order'))
  const { id } = await make()
  await task('Unlucky')
  for (let tries = 1; tries <= 8; tries++) {
    await receiver.until(tries)
    const [item] = await pollUntil(() => log(id), {
      isEnough: ([first]) => first?.attempts === tries,
    })
    expect(item).toMatchObject({
      ...{ status: tries < 8 ? 'pending' : 'parked', attempts: tries },
      ...{ httpStatus: 500, failure: 'status', response: 'Out of order' },
    })
    await hurry(id)
  }
  expect(new Set(receiver.received.map((message) => message.id)).size).toBe(1)
  expect(receiver.received).toHaveLength(8)
  expect(await one(id)).toMatchObject({
    stopped: null,
    parked: 1,
    failingSince: expect.any(String),
  })
  const [told] = await pollUntil(() => letters('does not arrive'), {
    isEnough: (some) => some.length > 0,
  })
  expect(told?.text).toMatch(
    /https:\/\/tasks\.example\.com\/w\/[\w-]+\/p\/HOOK\d+\/settings#webhooks/,
  )

  receiver.answer((res) => res.writeHead(200).end('Thanks'))
  const [parked] = await log(id)
  await alice.calls.webhooks.replay.mutate({ projectId, id, deliveryId: parked?.id ?? '' })
  await receiver.until(9)
  expect(receiver.received[8]?.id).toBe(parked?.id)
  await pollUntil(async () => (await log(id))[0]?.status === 'delivered')
  expect(await one(id)).toMatchObject({ parked: 0, failingSince: null })
})

test('a delivery that waits for its next try is sent when somebody asks', async () => {
  const { projectId, make, task, log, receiver } = await scene()
  receiver.answer((res) => res.writeHead(500).end())
  const { id } = await make({ types: ['task.created'] })
  await task('Tried by hand')
  const [waiting] = await pollUntil(() => log(id), {
    isEnough: ([first]) => first?.attempts === 1 && first.status === 'pending',
  })
  receiver.answer((res) => res.writeHead(204).end())
  await system.rows.query(
    `update "WebhookDelivery" set "dueAt" = now() + interval '7 hours' where id = $1`,
    [waiting?.id],
  )
  await alice.calls.webhooks.replay.mutate({ projectId, id, deliveryId: waiting?.id ?? '' })
  await pollUntil(async () => (await log(id))[0]?.status === 'delivered')
  expect((await log(id))[0]).toMatchObject({ id: waiting?.id, attempts: 2 })
})

test('a target that says 410 switches the webhook off, and one that leads elsewhere is not followed', async () => {
  const { projectId, make, task, log, one, receiver } = await scene()
  const inward = await opened()
  receiver.answer((res) => res.writeHead(307, { location: inward.url }).end())
  const { id } = await make()
  await task('Led astray')
  await pollUntil(async () => (await log(id))[0]?.failure === 'redirect')
  expect(inward.received).toEqual([])
  receiver.answer((res) => res.writeHead(410).end())
  await task('Gone')
  await pollUntil(async () => (await one(id))?.stopped === 'gone')
  await pollUntil(() => letters('was switched off').length > 0)
  const off = { code: 'CONFLICT', reason: 'off' }
  const { webhooks } = alice.calls
  expect(await refusalOf(webhooks.test.mutate({ projectId, id }))).toMatchObject(off)
  const count = receiver.received.length
  await task('Not told')
  receiver.answer((res) => res.writeHead(204).end())
  await webhooks.update.mutate({ projectId, id, isOn: true })
  await task('Told again')
  const got = await receiver.until(count + 1)
  expect(got.slice(count).map(({ data }) => data.taskTitle)).toEqual(['Told again'])
})

test('what is done to a webhook stands in the audit log of its workspace, by whom and from where, each act once', async () => {
  const { projectId, make, task, one, receiver } = await scene()
  const { workspaceId } = alice
  const { webhooks } = alice.calls
  const { secret, id } = await make({ types: ['task.created'] })
  const at = { projectId, id }
  await webhooks.update.mutate({ ...at, url: `${receiver.url}/else`, types: ['task.updated'] })
  // Nothing of it is another one than before.
  await webhooks.update.mutate({ ...at, types: ['task.updated'] })
  const renewed = await webhooks.rotateSecret.mutate(at)
  await webhooks.update.mutate({ ...at, isOn: false })
  await webhooks.update.mutate({ ...at, isOn: true, types: ['task.created'] })
  receiver.answer((res) => res.writeHead(410).end())
  await task('Gone')
  await pollUntil(async () => (await one(id))?.stopped === 'gone')
  await webhooks.delete.mutate(at)
  const listed = async () => {
    const { items } = await alice.users.audit.list.query({ workspaceId, limit: 100 })
    return items.filter(({ facts }) => facts.webhookId === id)
  }
  const entries = await pollUntil(listed, {
    isEnough: (some) => some.some(({ kind }) => kind === 'webhook_removed'),
  })
  expect(
    entries.map(({ kind, facts: { changed, reason } }) => [kind, changed ?? reason]).reverse(),
  ).toEqual([
    ['webhook_made', undefined],
    ['webhook_changed', 'url types'],
    ['webhook_secret_renewed', undefined],
    ['webhook_changed', 'off'],
    ['webhook_changed', 'types on'],
    ['webhook_stopped', 'gone'],
    ['webhook_removed', undefined],
  ])
  for (const { kind, actor, via, texts } of entries) {
    const isOwn = kind !== 'webhook_stopped'
    expect([kind, actor?.id, via]).toEqual([
      ...[kind, isOwn ? alice.id : undefined, isOwn ? 'session' : 'system'],
    ])
    expect(texts.target).toBe(new URL(receiver.url).host)
  }
  for (const hidden of [secret, renewed.secret, '/else'])
    expect(JSON.stringify(entries)).not.toContain(hidden)
  expect(await pollUntil(() => actsLeft(), { isEnough: (left) => left === 0 })).toBe(0)

  // Its answer may be lost: then it is told once more.
  const tell = system.users.gateway.auditLog.tellWebhook
  const act = {
    ...{ id: randomUUID(), at: new Date().toISOString(), kind: 'made' as const, workspaceId },
    ...{ projectId, webhookId: id, target: 'example.com', actorId: alice.id, tokenId: null },
    ...{ network: '203.0.113.0/24', facts: {} },
  }
  await tell.mutate(act)
  await tell.mutate(act)
  expect(await listed()).toHaveLength(entries.length + 1)
  expect((await listed())[0]).toMatchObject({ address: '203.0.113.0/24' })
  await tell.mutate({ ...act, id: randomUUID(), workspaceId: randomUUID() })

  // A bot may be gone by the time that it is told, and so may its owner, with all names.
  const bot = { id: randomUUID(), name: 'Tidy' }
  const byBot = { ...act, tokenId: randomUUID(), bot }
  await tell.mutate({ ...byBot, id: randomUUID() })
  const facts = { tokenId: byBot.tokenId, botId: bot.id }
  expect((await listed())[0]).toMatchObject({ via: 'bot', facts, texts: { bot: 'Tidy' } })
  await tell.mutate({ ...byBot, id: randomUUID(), actorId: randomUUID() })
  const [last] = await listed()
  expect(last).toMatchObject({ via: 'bot', facts, address: '' })
  expect(last?.texts).not.toHaveProperty('bot')
})

const actsLeft = async () => (await system.rows.query('select from "WebhookAct"')).rowCount

test('a target that never answers holds up no other one', async () => {
  const { make, task, receiver } = await scene()
  const stuck = await opened()
  stuck.answer(() => {})
  await make({ url: stuck.url })
  await make()
  await task('One')
  await stuck.until(1)
  await task('Two')
  await receiver.until(2)
  expect(stuck.received).toHaveLength(1)
})

const waiting = (id: string, count: number) =>
  system.rows.query(
    `insert into "WebhookDelivery" (id, "webhookId", type, "dueAt")
     select gen_random_uuid(), $1, 'task.created', now() + interval '1 day' from generate_series(1, $2::int)`,
    [id, count],
  )

test('a backlog is parked when its webhook is switched off, and then it can be switched on', async () => {
  const { projectId, make, task, one, receiver } = await scene()
  const { id } = await make()
  const { webhooks } = alice.calls
  let all = 0
  // Until it is parked it stays off; it may be parked before anybody asks.
  await pollUntil(async () => {
    all += 3500
    await waiting(id, 3500)
    await webhooks.update.mutate({ projectId, id, isOn: false })
    const on = webhooks.update.mutate({ projectId, id, isOn: true })
    const refusal = await on.then(
      () => null,
      () => refusalOf(on),
    )
    if (refusal) expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'parking' })
    return refusal
  })
  expect(await one(id)).toMatchObject({ stopped: 'person' })
  await pollUntil(async () => (await one(id))?.parked === all)
  await webhooks.update.mutate({ projectId, id, isOn: true })
  await task('From then on')
  await receiver.until(1)
})

test('a webhook for which 10,000 deliveries wait is switched off, and its owner is told', async () => {
  const { make, task, one, log } = await scene()
  const { id } = await make()
  const told = letters('was switched off').length
  await waiting(id, 9999)
  await task('The last that it may have')
  await pollUntil(async () => (await log(id)).some(({ status }) => status === 'delivered'))
  expect(await one(id)).toMatchObject({ stopped: null })
  await waiting(id, 1)
  await task('Too much')
  await pollUntil(async () => (await one(id))?.stopped === 'behind')
  await pollUntil(() => letters('was switched off').length > told)
  await pollUntil(async () => (await one(id))?.parked === 10_000)
})

test('a test delivery comes once, and what was answered goes with a task that is deleted for good', async () => {
  const { projectId, make, task, log, receiver } = await scene()
  receiver.answer((res) => res.writeHead(503).end('Secret title'))
  const { id } = await make()
  await alice.calls.webhooks.test.mutate({ projectId, id })
  const [sent] = await receiver.until(1)
  expect(sent).toMatchObject({ type: 'webhook.test', data: { projectId } })
  await pollUntil(async () => (await log(id))[0]?.status === 'parked')
  const doomed = await task('Secret title')
  await pollUntil(async () =>
    (await log(id)).some(({ type, response }) => type === 'task.created' && response),
  )
  await alice.calls.tasks.trash.mutate({ id: doomed.id })
  await alice.calls.tasks.purge.mutate({ id: doomed.id })
  const created = (await log(id)).find(({ type }) => type === 'task.created')
  expect(created).toMatchObject({ httpStatus: 503, response: null })
})

test('what waits when its workspace is closed is sent once that is restored, and nothing before', async () => {
  const { projectId, make, task, log, one, hurry, receiver } = await scene()
  receiver.answer((res) => res.writeHead(500).end())
  const { id } = await make({ types: ['task.created'] })
  await task('Waiting')
  await pollUntil(async () => (await log(id))[0]?.attempts === 1)
  receiver.answer((res) => res.writeHead(204).end())
  const { workspaceId, users, calls } = alice
  await users.workspaces.close.mutate({ id: workspaceId, name: 'Alice' })
  await pollUntil(() =>
    refusalOf(calls.tasks.list.query({ projectId })).then(
      ({ reason }) => reason === 'workspace_closed',
      () => false,
    ),
  )
  await hurry(id)

  const restoredAt = Date.now()
  await users.workspaces.restore.mutate({ id: workspaceId })
  await pollUntil(() =>
    calls.tasks.list.query({ projectId }).then(
      () => true,
      () => false,
    ),
  )
  await hurry(id)
  await receiver.until(2)
  const [sent] = await pollUntil(() => log(id), {
    isEnough: ([first]) => first?.status === 'delivered',
  })
  expect(Date.parse(sent?.attemptedAt ?? '')).toBeGreaterThan(restoredAt)
  expect(await one(id)).toMatchObject({ stopped: null })
})
