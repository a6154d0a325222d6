import { afterAll, expect, test } from '@jest/globals'
import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from '#db/task'
import { timeoutMs } from '../../chassis/env.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { stampLog } from '../events/log-rows.ts'
import { webhookStage } from '../testing/webhook-stage.ts'
import { fanOut } from './fan-out.ts'

const stage = await webhookStage()
const { rows } = stage.system
const db = new PrismaClient({ adapter: new PrismaPg(rows) })
afterAll(async () => {
  await db.$disconnect()
  await stage.close()
})

/** A point that somebody reaches, and goes on from when told. */
function gate() {
  let reach = () => {}
  let open = () => {}
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    reached,
    open: () => open(),
    pass: async () => {
      reach()
      await opened
    },
  }
}

/** The fan-out of another replica: it has begun its transaction at `begun`, and the lock of the cursor at `locked`. */
function otherReplica() {
  const [begun, locked] = [gate(), gate()]
  const slowly = (tx: Prisma.TransactionClient) =>
    new Proxy(tx, {
      get: (_, name) =>
        name === '$queryRaw'
          ? async (...query: Parameters<typeof tx.$queryRaw>) => {
              await locked.pass()
              return tx.$queryRaw(...query)
            }
          : Reflect.get(tx, name, tx),
    })
  const late = db.$extends({
    client: {
      $transaction: (act: (tx: unknown) => Promise<unknown>) =>
        db.$transaction(
          async (tx) => {
            await tx.$queryRaw`select now()`
            await begun.pass()
            return act(slowly(tx))
          },
          { timeout: timeoutMs(60_000) },
        ),
    },
  }) as unknown as PrismaClient
  return { done: fanOut(late, rows), begun, locked }
}

const deliveryOf = (taskId: string) =>
  pollUntil(async () => {
    const { rowCount } = await rows.query(
      `select 1 from "WebhookDelivery" d join "Event" e on e.seq = d."eventSeq" where e."taskId" = $1`,
      [taskId],
    )
    return rowCount
  })

test('two replicas at once send in the order of the log', async () => {
  const { make, task, receiver } = await stage.scene()
  await make({ types: ['task.created'] })
  await task('Before')
  await receiver.until(1)
  // The target hangs, so that what comes meanwhile waits together.
  let answer = () => {}
  receiver.answer((res) => {
    answer = () => res.writeHead(204).end()
  })
  await task('Under way')
  await receiver.until(2)
  const other = otherReplica()
  await other.begun.reached
  const first = await task('First')
  await deliveryOf(first.id)
  other.begun.open()
  await other.locked.reached
  await task('Second')
  await stampLog(rows)
  other.locked.open()
  await other.done
  receiver.answer((res) => res.writeHead(204).end())
  answer()
  const got = await receiver.until(4)
  expect(got.map(({ data }) => data.taskTitle)).toEqual(['Before', 'Under way', 'First', 'Second'])
})
