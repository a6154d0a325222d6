import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import type { Prisma, PrismaClient } from '#db/file'
import { type Callee, callLinks } from '../../chassis/client.ts'
import { follow } from '../../chassis/feed/follow.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import type { LogRow } from '../../task-service/events.ts'
import type { TaskServiceRouter } from '../../task-service/router.ts'
import type { Counters } from '../counters.ts'
import { apply, forgetRights } from './projection.ts'

export type TaskLog = ReturnType<typeof followTaskLog>

interface TaskLogOptions {
  readonly db: PrismaClient
  readonly callee: Callee
  readonly counters: Counters
  readonly metrics: Metrics
  readonly log: Logger
}

/** Follows task-service's log for who may see what. */
export function followTaskLog({ db, callee, counters, metrics, log }: TaskLogOptions) {
  const tasks = createTRPCClient<TaskServiceRouter>(callLinks(callee))
  const feed = follow<Prisma.TransactionClient, LogRow>({
    feed: 'tasks',
    log,
    metrics,
    pull: (after) => tasks.events.pull.query({ after, limit: 500 }, { context: call() }),
    news: (after, signal) => tasks.events.news.query({ after }, { context: call(), signal }),
    fingerprintOf: ({ actionId }) => actionId,
    forget: forgetRights,
    transaction: (work) => db.$transaction(work, { timeout: 30_000 }),
    apply,
    deadLetter: async (tx, event, error) => {
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

const call = () => ({ userId: null, requestId: randomUUID() })
