import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import { Counter } from 'prom-client'
import type { Prisma, PrismaClient } from '#db/analytics'
import { type Callee, callLinks } from '../../chassis/client.ts'
import { follow } from '../../chassis/feed/follow.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import type { LogRow } from '../../task-service/events.ts'
import type { TaskServiceRouter } from '../../task-service/router.ts'
import type { Freshness } from './freshness.ts'
import { apply } from './projection.ts'
import { forgetAll, taskFeed } from './replay.ts'

interface TaskLogOptions {
  readonly db: PrismaClient
  readonly callee: Callee
  readonly freshness: Freshness
  readonly metrics: Metrics
  readonly log: Logger
}

/** Follows task-service's log and turns it into figures. */
export function followTaskLog({ db, callee, freshness, metrics, log }: TaskLogOptions) {
  const tasks = createTRPCClient<TaskServiceRouter>(callLinks(callee))
  const parked = new Counter({
    name: 'events_parked_total',
    help: 'Events set aside after five failures; worth an alert',
    registers: [metrics.registry],
  })
  const feed = follow<Prisma.TransactionClient, LogRow>({
    feed: taskFeed,
    log,
    metrics,
    pull: (after) => tasks.events.pull.query({ after, limit: 500 }, { context: call() }),
    news: (after, signal) => tasks.events.news.query({ after }, { context: call(), signal }),
    fingerprintOf: ({ actionId }) => actionId,
    forget: forgetAll,
    caughtUp: freshness.noteComplete,
    transaction: (work) => db.$transaction(work, { timeout: 30_000 }),
    apply,
    deadLetter: async (tx, event, error) => {
      parked.inc()
      await tx.parkedEvent.createMany({
        data: [{ seq: event.seq, event: JSON.parse(JSON.stringify(event)), error: String(error) }],
        skipDuplicates: true,
      })
    },
  })
  return {
    close: feed.close,
    /** Until what task-service and user-service had committed before the call counts here. */
    catchUp: async () => {
      await tasks.access.catchUp.query(undefined, { context: call() })
      while ((await feed.pullNow()) > 0);
    },
  }
}

const call = () => ({ userId: null, requestId: randomUUID() })
