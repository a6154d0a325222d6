import type { ServerResponse } from 'node:http'
import { afterAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { webhookStage } from '../testing/webhook-stage.ts'

const stage = await webhookStage()
const { system, opened, scene } = stage
afterAll(() => stage.close())

const types: 'task.created'[] = ['task.created']

/** Receivers that do not answer until they are told to, each of a webhook of its own in a project. They stay open to the end:
 *  what is still to be sent to a closed one would reach whoever got its port. */
async function holding(someone: Someone, projectId: string, count: number) {
  const held: ServerResponse[] = []
  const receivers = await Promise.all(Array.from({ length: count }, opened))
  for (const receiver of receivers) {
    receiver.answer((res) => held.push(res))
    await someone.calls.webhooks.create.mutate({ projectId, url: receiver.url, types })
  }
  const many = (length: number) =>
    someone.calls.tasks.createMany.mutate({
      projectId,
      tasks: Array.from({ length }, (_, nth) => ({ title: `Task ${nth}` })),
    })
  return {
    ...{ held, many },
    received: () => receivers.reduce((sum, { received }) => sum + received.length, 0),
  }
}

test('slow targets of one workspace leave senders to the others', async () => {
  const mallory = await system.person('Mallory')
  const slow = await Promise.all(
    ['MALA', 'MALB', 'MALC', 'MALD'].map(async (key) =>
      holding(mallory, (await projectOf(mallory, key)).id, 17),
    ),
  )
  const received = () => slow.reduce((sum, one) => sum + one.received(), 0)
  const { make, task, receiver } = await scene()
  await make()
  for (const one of slow) await one.many(2)
  await pollUntil(() => received() >= 8)
  await task('Of somebody else')
  await receiver.until(1)
  expect(received()).toBe(8)
})

test('a backlog does not precede what is new to others of the same workspace', async () => {
  const carol = await system.person('Carol')
  const behind = await holding(carol, (await projectOf(carol, 'OLD')).id, 8)
  await behind.many(3)
  await pollUntil(() => behind.received() === 8)
  const { id: projectId } = await projectOf(carol, 'NEW')
  const other = await holding(carol, projectId, 1)
  await other.many(1)
  const [webhook] = await carol.calls.webhooks.list.query({ projectId })
  const at = { projectId, id: webhook?.id ?? '' }
  await pollUntil(async () => (await carol.calls.webhooks.deliveries.query(at)).items.length > 0)
  expect(other.received()).toBe(0)
  behind.held[0]?.writeHead(204).end()
  await pollUntil(() => other.received() === 1)
  expect(behind.received()).toBe(8)
})

test('a workspace has 200 webhooks', async () => {
  const dave = await system.person('Dave')
  const { id: full } = await projectOf(dave, 'FULL')
  await system.rows.query(
    `insert into "Webhook" (id, "projectId", url, target, secret, types, "ownerId", "sinceId", "sinceSeq")
     select gen_random_uuid(), $1, 'https://example.com/', 'example.com', '', '{}', $2, 0, 0 from generate_series(1, 199)`,
    [full, dave.id],
  )
  const { id: projectId } = await projectOf(dave, 'ROOM')
  const made = await Promise.allSettled(
    [1, 2].map(() =>
      dave.calls.webhooks.create.mutate({ projectId, url: 'https://example.com/', types }),
    ),
  )
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const more = dave.calls.webhooks.create.mutate({ projectId, url: 'https://example.com/', types })
  expect(await refusalOf(more)).toMatchObject({ code: 'BAD_REQUEST', reason: 'full', limit: 200 })
})
