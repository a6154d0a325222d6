import { randomUUID } from 'node:crypto'
import { createTRPCClient } from '@trpc/client'
import type { inferRouterOutputs } from '@trpc/server'
import { z } from 'zod'
import type { Prisma, PrismaClient } from '#db/task'
import { type Callee, callLinks } from '../chassis/client.ts'
import { timeoutMs } from '../chassis/env.ts'
import { follow } from '../chassis/feed.ts'
import type { Logger } from '../chassis/logger.ts'
import type { Metrics } from '../chassis/metrics.ts'
import { markOf } from '../user-service/contract.ts'
import type { UserServiceRouter } from '../user-service/router.ts'

type FeedEvent = inferRouterOutputs<UserServiceRouter>['feed']['pull']['events'][number]

const fact = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  role: z.string(),
  actorId: z.string(),
})

interface Following {
  readonly db: PrismaClient
  readonly callee: Callee
  readonly nudge: () => void
  readonly log: Logger
  readonly metrics: Metrics
}

/** Keeps the local copy of workspace memberships from user-service's feed, and tells of it in our own log, so that
 *  whoever follows that log knows who may see what. */
export function followMembers({ db, callee, nudge, log, metrics }: Following) {
  const users = createTRPCClient<UserServiceRouter>(callLinks(callee))
  let isNews = false
  return follow<Prisma.TransactionClient, FeedEvent>({
    feed: 'users',
    log,
    metrics,
    markOf,
    // Projects and tasks hang on the members: whoever is still one is found again, and nobody is forgotten by mistake.
    startOver: async () => {},
    pull: async (after) => {
      const page = await users.feed.pull.query({ after, limit: 500 }, { context: call() })
      isNews = page.events.length > 0
      return page
    },
    news: (after, signal) => users.feed.news.query({ after }, { context: call(), signal }),
    transaction: async (work) => {
      await db.$transaction(work, { timeout: timeoutMs(10_000) })
      if (isNews) nudge()
      isNews = false
    },
    apply,
    park: async (_tx, event, error) => log.error({ err: error, event }, 'user event set aside'),
  })
}

const call = () => ({ userId: null, requestId: randomUUID() })

async function apply(tx: Prisma.TransactionClient, event: FeedEvent) {
  const known = fact.safeParse(event.data)
  if (!event.type.startsWith('member.') || !known.success) return
  const { workspaceId, userId, role, actorId } = known.data
  const place = { workspaceId_userId: { workspaceId, userId } }
  const isRemoved = event.type === 'member.removed'
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  const before = await tx.member.findUnique({ where: place, select: { role: true } })
  if (isRemoved ? !before : before?.role === role) return
  if (isRemoved) {
    await tx.member.deleteMany({ where: { workspaceId, userId } })
    await tx.projectMember.deleteMany({ where: { userId, project: { workspaceId } } })
  } else
    await tx.member.upsert({
      where: place,
      create: { workspaceId, userId, role },
      update: { role },
    })
  await tx.event.create({
    data: {
      type: types[event.type] ?? 'workspace_member.added',
      workspaceId,
      actorId,
      via: 'system',
      actionId: randomUUID(),
      at: event.at,
      changes: {
        userId: [before ? userId : null, isRemoved ? null : userId],
        role: [before?.role ?? null, isRemoved ? null : role],
      },
    },
    select: { id: true },
  })
}

const types: Record<string, string> = {
  'member.joined': 'workspace_member.added',
  'member.role_changed': 'workspace_member.role_changed',
  'member.removed': 'workspace_member.removed',
}
