import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import type { Prisma, PrismaClient } from '#db/file'
import { type Callee, callLinks } from '../chassis/client.ts'
import { follow } from '../chassis/feed.ts'
import type { Logger } from '../chassis/logger.ts'
import type { LogEvent } from '../task-service/contract.ts'
import type { TaskServiceRouter } from '../task-service/router.ts'
import type { Counters } from './counters.ts'
import { apply } from './projection.ts'

export type TaskLog = ReturnType<typeof followTaskLog>

/** A removed right counts within 2 s: the log is looked at every half second. */
const EVERY_MS = 500

/** Follows task-service's log for who may see what. */
export function followTaskLog(db: PrismaClient, callee: Callee, counters: Counters, log: Logger) {
  const tasks = createTRPCClient<TaskServiceRouter>(callLinks(callee))
  const feed = follow<Prisma.TransactionClient, LogEvent>({
    feed: 'tasks',
    everyMs: EVERY_MS,
    log,
    pull: async (after) => {
      const context = { userId: null, requestId: randomUUID() }
      const { events } = await tasks.events.pull.query({ after, limit: 500 }, { context })
      return events
    },
    transaction: (work) => db.$transaction(work, { timeout: 30_000 }),
    apply,
    park: async (tx, event, error) => {
      counters.parked.inc()
      await tx.parkedEvent.createMany({
        data: [{ seq: event.seq, event: JSON.parse(JSON.stringify(event)), error: String(error) }],
        skipDuplicates: true,
      })
    },
  })
  return {
    tasks,
    close: feed.close,
    catchUp: async () => {
      while ((await feed.pullNow()) > 0);
    },
  }
}
