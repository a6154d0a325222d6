import type { Prisma, PrismaClient } from '#db/task'
import type { Logger } from '../../chassis/logger.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import { RANK_LONG, rankOf, renewedRanks } from './ranks.ts'

/** Tasks on each side of a long rank that get new ones at first; twice as many where that makes no room. */
const REACH = 50

interface Renewing {
  readonly db: PrismaClient
  readonly nudge: () => void
  readonly log: Logger
}

/** Gives tasks new short ranks where many moves have made long ones. Their order and versions stay. */
export function rankRenewal({ db, nudge, log }: Renewing) {
  const waiting = new Set<string>()
  let running: Promise<void> | undefined

  const renew = async (projectId: string) => {
    await db.$transaction((tx) => renewRanks(tx, projectId))
    nudge()
  }

  const work = async () => {
    for (const projectId of waiting) {
      waiting.delete(projectId)
      // Whatever fails is tried again with the project's next long rank.
      await renew(projectId).catch((err: unknown) => log.warn({ err }, 'ranks were not renewed'))
    }
    running = undefined
  }

  const renewSoon = (...projectIds: string[]) => {
    for (const projectId of projectIds) waiting.add(projectId)
    running ??= work()
  }

  return {
    /** In one project, now. */
    renew,
    /** In these projects, in the background. */
    renewSoon,
    /** Wherever there are long ranks, in the background. */
    renewAll: async () => {
      const found = await db.$queryRaw<{ projectId: string }[]>`
        select distinct "projectId" from "Task" where length(rank) > ${RANK_LONG}`
      renewSoon(...found.map(({ projectId }) => projectId))
    },
    close: async () => {
      waiting.clear()
      await running
    },
  }
}

/** Alone in the workspace meanwhile: no move is made between ranks that are about to change. */
async function renewRanks(tx: Tx, projectId: string) {
  await tx.$executeRaw`
    select lock_rights("workspaceId", true) from "Project" where id = ${projectId}::uuid`
  const [project] = await tx.$queryRaw<{ workspaceId: string; lastNumber: number }[]>`
    select "workspaceId", "lastNumber" from "Project" where id = ${projectId}::uuid`
  if (!project) return
  let renewed = 0
  for (;;) {
    const [longest] = await tx.$queryRaw<{ rank: string }[]>`
      select rank from "Task" where "projectId" = ${projectId}::uuid and length(rank) > ${RANK_LONG}
       order by length(rank) desc limit 1`
    if (!longest) break
    renewed += await renewAround(tx, { projectId, lastNumber: project.lastNumber }, longest.rank)
  }
  if (renewed === 0) return
  const place = { id: projectId, workspaceId: project.workspaceId }
  await writeEvents(tx, [['ranks.renewed', {}]], { place, via: 'system' })
}

interface RankedProject {
  readonly projectId: string
  readonly lastNumber: number
}

/** The smallest neighbourhood of a rank in which all ranks can be short gets new ones; their number. */
async function renewAround(tx: Tx, { projectId, lastNumber }: RankedProject, rank: string) {
  for (let reach = REACH; ; reach *= 2) {
    const side = (where: Prisma.StringFilter, order: 'asc' | 'desc') =>
      tx.task.findMany({
        where: { projectId, rank: where },
        orderBy: { rank: order },
        take: reach + 1,
        select: { id: true, rank: true },
      })
    const [before, after] = [await side({ lte: rank }, 'desc'), await side({ gt: rank }, 'asc')]
    // What is out of reach stays, and so does the rank of the next new task.
    const floor = before.length > reach ? before.pop() : undefined
    const ceiling = after.length > reach ? after.pop() : undefined
    const tasks = [...before.reverse(), ...after]
    const old = tasks.map((task) => task.rank)
    const ranks = renewedRanks(floor?.rank ?? null, ceiling?.rank ?? rankOf(lastNumber + 1), old)
    if (!ranks) continue
    const ids = tasks.map(({ id }) => id)
    await tx.$executeRaw`
      update "Task" t set rank = renewed.rank
        from unnest(${ids}::uuid[], ${ranks}::text[]) renewed(id, rank) where t.id = renewed.id`
    return tasks.length
  }
}
