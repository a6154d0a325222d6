import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { verified } from '../testing/receiver.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { webhookStage } from '../testing/webhook-stage.ts'

const stage = await webhookStage()
const { system, alice, scene, opened } = stage
let bob: Someone

beforeAll(async () => {
  bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
})
afterAll(() => stage.close())

test('what happens in a project is told in its order, signed, and only what was asked for', async () => {
  const { projectId, make, task, log, one, receiver } = await scene()
  await task('Before')
  const { secret, ...webhook } = await make()
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  const first = await task('First')
  await alice.calls.tasks.change.mutate({ id: first.id, version: 1, title: 'Changed' })
  await alice.calls.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  await task('Last')
  const got = await receiver.until(3)
  for (const message of got) expect(verified(secret, message)).toMatchObject({ version: 1 })
  expect(() => verified(`whsec_${'A'.repeat(43)}=`, got[0] as never)).toThrow()
  expect(got.map(({ type, data }) => [type, data.taskTitle])).toEqual([
    ['task.created', expect.any(String)],
    ['task.updated', 'Changed'],
    ['task.created', 'Last'],
  ])
  expect(got[1]?.data).toMatchObject({
    ...{ projectId, workspaceId: alice.workspaceId, taskId: first.id, actorId: alice.id },
    ...{ taskKey: first.key, via: 'web', changes: { title: ['First', 'Changed'] } },
  })
  const delivered = { status: 'delivered', attempts: 1, httpStatus: 204, failure: null }
  const items = await pollUntil(() => log(webhook.id), {
    isEnough: (some) => some.every(({ status }) => status === 'delivered'),
  })
  expect(items).toHaveLength(3)
  for (const item of items) expect(item).toMatchObject(delivered)
  expect(items.map(({ id }) => id).sort()).toEqual(got.map(({ id }) => id).sort())
  expect(await one(webhook.id)).toEqual({ ...webhook, stopped: null, parked: 0 })
})

test('its project’s admins alone see and change a webhook, and its secret is shown once and kept encrypted', async () => {
  const { projectId, make, one, receiver } = await scene()
  const { secret, id } = await make()
  const { webhooks } = bob.calls
  const at = { projectId, id }
  const types: 'task.created'[] = ['task.created']
  for (const attempt of [
    webhooks.list.query({ projectId }),
    webhooks.deliveries.query(at),
    webhooks.create.mutate({ projectId, url: receiver.url, types }),
    webhooks.update.mutate({ ...at, types }),
    webhooks.rotateSecret.mutate(at),
    webhooks.delete.mutate(at),
    webhooks.test.mutate(at),
    webhooks.replay.mutate({ ...at, deliveryId: id }),
  ])
    expect(await refusalOf(attempt)).toMatchObject({
      ...{ code: 'FORBIDDEN', message: 'This needs the role admin' },
    })
  const other = await projectOf(alice, 'ELSE')
  for (const attempt of [
    alice.calls.webhooks.update.mutate({ ...at, projectId: other.id, types }),
    alice.calls.webhooks.delete.mutate({ ...at, projectId: other.id }),
    alice.calls.webhooks.deliveries.query({ ...at, projectId: other.id }),
    alice.calls.webhooks.replay.mutate({ ...at, deliveryId: id }),
  ])
    expect(await refusalOf(attempt)).toMatchObject({ code: 'NOT_FOUND' })

  expect(JSON.stringify(await one(id))).not.toContain('secret')
  const { rows } = await system.rows.query('select secret from "Webhook" where id = $1', [id])
  expect(rows[0].secret).toMatch(/^development:/)
  expect(rows[0].secret).not.toContain(secret.slice(6, 20))
  const { rows: events } = await system.rows.query(
    `select type, changes from "Event" where "projectId" = $1 and type like 'webhook.%' order by id`,
    [projectId],
  )
  expect(events).toEqual([{ type: 'webhook.created', changes: { id: [null, id] } }])
})

test('a replaced secret signs beside the new one for a day', async () => {
  const { make, task, projectId, receiver } = await scene()
  const { secret, id } = await make()
  const next = await alice.calls.webhooks.rotateSecret.mutate({ projectId, id })
  await task('Signed twice')
  const [message] = await receiver.until(1)
  if (!message) throw new Error('a message')
  for (const one of [secret, next.secret]) verified(one, message)
  await system.rows.query(`update "Webhook" set "formerUntil" = now() where id = $1`, [id])
  await task('Signed once')
  const [, last] = await receiver.until(2)
  if (!last) throw new Error('a message')
  verified(next.secret, last)
  expect(() => verified(secret, last)).toThrow()
})

test('whoever loses the project is told nothing more of it, and the webhook says why it is off', async () => {
  const { projectId, make, task, one, receiver } = await scene()
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  const { id } = await make({}, bob)
  await task('Seen')
  await receiver.until(1)
  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'private' })
  await alice.calls.members.remove.mutate({ projectId, userId: bob.id })
  await task('Secret')
  await pollUntil(async () => (await one(id))?.stopped === 'rights')
  expect(receiver.received).toHaveLength(1)
  // Whoever switches it on again is who it sees with.
  await alice.calls.webhooks.update.mutate({ projectId, id, isOn: true })
  await task('Shown')
  const got = await receiver.until(2)
  expect(got[1]?.data.taskTitle).toBe('Shown')
})

test('internal comments are told to nobody who may not read them', async () => {
  const { projectId, make, task, receiver } = await scene()
  const guest = await system.person('Guest')
  await system.join(alice, guest, 'guest')
  await alice.calls.members.add.mutate({ projectId, userId: guest.id, role: 'admin' })
  const types = ['comment.created']
  await make({ types }, guest)
  const insider = await opened()
  await make({ types, url: insider.url })
  const { id: taskId } = await task('Discussed')
  const { comments } = alice.calls
  await comments.create.mutate({ taskId, text: 'Between us', isInternal: true })
  const open = await comments.create.mutate({ taskId, text: 'For all' })
  await insider.until(2)
  const got = await receiver.until(1)
  expect(got.map(({ data }) => data.changes)).toEqual([{ id: [null, open.id] }])
  expect(receiver.received[0]?.body).not.toContain('For all')
})

test('what a target answered is for the owner alone, of what was sent since the webhook is theirs', async () => {
  const { projectId, make, task, log, receiver } = await scene()
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  receiver.answer((res) => res.writeHead(200).end('What I was told'))
  const { id } = await make()
  const at = { projectId, id }
  const answersTo = async (someone: Someone) =>
    (await someone.calls.webhooks.deliveries.query(at)).items.map(({ response }) => response)
  const delivered = (count: number) =>
    pollUntil(() => log(id), {
      isEnough: (some) => some.filter(({ status }) => status === 'delivered').length === count,
    })
  await task('Of Alice')
  await delivered(1)
  expect(await answersTo(alice)).toEqual(['What I was told'])
  expect(await answersTo(bob)).toEqual([null])
  await bob.calls.webhooks.rotateSecret.mutate(at)
  expect([await answersTo(alice), await answersTo(bob)]).toEqual([[null], [null]])
  await task('Of Bob')
  await delivered(2)
  expect(await answersTo(bob)).toEqual(['What I was told', null])
  await alice.calls.webhooks.update.mutate({ ...at, types: ['task.created'] })
  expect([await answersTo(alice), await answersTo(bob)]).toEqual([
    [null, null],
    [null, null],
  ])
})

test('the log of a webhook leaves out what its reader may not know of', async () => {
  const { projectId, make, task, log, receiver } = await scene()
  const guest = await system.person('Guest')
  await system.join(alice, guest, 'guest')
  await alice.calls.members.add.mutate({ projectId, userId: guest.id, role: 'admin' })
  const { id } = await make({ types: ['task.created', 'comment.created'] })
  const { id: taskId } = await task('Discussed')
  await alice.calls.comments.create.mutate({ taskId, text: 'Between us', isInternal: true })
  await receiver.until(2)
  const types = (items: readonly { type: string }[]) => items.map(({ type }) => type)
  expect(types(await log(id))).toEqual(['comment.created', 'task.created'])
  const seen = await guest.calls.webhooks.deliveries.query({ projectId, id })
  expect(types(seen.items)).toEqual(['task.created'])
  const first = await guest.calls.webhooks.deliveries.query({ projectId, id, limit: 1 })
  expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) })
  const rest = { projectId, id, limit: 1, cursor: first.nextCursor ?? undefined }
  expect(types((await guest.calls.webhooks.deliveries.query(rest)).items)).toEqual(['task.created'])
})

test('an owner who is no admin of the project any more is told nothing more', async () => {
  const { projectId, make, task, one, receiver } = await scene()
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  const { id } = await make({}, bob)
  await task('Seen')
  await receiver.until(1)
  await alice.calls.members.changeRole.mutate({ projectId, userId: bob.id, role: 'viewer' })
  await task('Of no admin')
  await pollUntil(async () => (await one(id))?.stopped === 'rights')
  expect(receiver.received).toHaveLength(1)
})

test('a filter lets through what it finds, keeps up with renamed labels and switches off when it means nothing', async () => {
  const { projectId, make, one, receiver } = await scene()
  const { labels, tasks } = alice.calls
  const bug = await labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const { id } = await make({ q: 'label:bug' })
  await tasks.create.mutate({ projectId, title: 'Fine' })
  await tasks.create.mutate({ projectId, title: 'Broken', labelIds: [bug.id] })
  await receiver.until(1)
  await labels.update.mutate({ projectId, id: bug.id, name: 'Fault' })
  expect(await one(id)).toMatchObject({ q: 'label:Fault' })
  await tasks.create.mutate({ projectId, title: 'Broken too', labelIds: [bug.id] })
  const got = await receiver.until(2)
  expect(got.map(({ data }) => data.taskTitle)).toEqual(['Broken', 'Broken too'])
  await labels.delete.mutate({ projectId, id: bug.id })
  await tasks.create.mutate({ projectId, title: 'Any' })
  await pollUntil(async () => (await one(id))?.stopped === 'filter')
  const wrong = make({ q: 'asignee:me' })
  expect(await refusalOf(wrong)).toMatchObject({ code: 'BAD_REQUEST', reason: 'query' })
})

test('a project has 20 webhooks, and addresses are at most 2,048 characters', async () => {
  const { projectId, make } = await scene()
  const long = make({ url: `https://example.com/${'x'.repeat(2048)}` })
  expect(await refusalOf(long)).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { url: expect.stringContaining('2048') } },
  })
  expect(await refusalOf(make({ types: [] }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { types: expect.stringContaining('at least one') } },
  })
  await system.rows.query(
    `insert into "Webhook" (id, "projectId", url, target, secret, types, "ownerId", "sinceId", "sinceSeq")
     select gen_random_uuid(), $1, 'https://example.com/', 'example.com', '', '{}', $2, 0, 0 from generate_series(1, 19)`,
    [projectId, alice.id],
  )
  const made = await Promise.allSettled([make(), make(), make()])
  const refused = made.flatMap((one) => (one.status === 'rejected' ? [one.reason.data] : []))
  const full = { code: 'BAD_REQUEST', reason: 'full', limit: 20 }
  expect(refused).toEqual([expect.objectContaining(full), expect.objectContaining(full)])
})

test('what is sent once more and is no longer asked for stays in the log', async () => {
  const { projectId, make, log, receiver } = await scene()
  const label = await alice.calls.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const { id } = await make({ q: 'label:bug', types: ['task.created'] })
  const { id: taskId, version } = await alice.calls.tasks.create.mutate({
    ...{ projectId, title: 'A fault', labelIds: [label.id] },
  })
  await receiver.until(1)
  const settled = () =>
    pollUntil(() => log(id), { isEnough: (some) => some.every((one) => one.status !== 'pending') })
  const [delivery] = await settled()
  await alice.calls.tasks.change.mutate({ id: taskId, version, labelIds: [] })
  await alice.calls.webhooks.replay.mutate({ projectId, id, deliveryId: delivery?.id ?? '' })
  expect(await settled()).toMatchObject([{ id: delivery?.id, status: 'parked' }])
  expect(receiver.received).toHaveLength(1)
})
