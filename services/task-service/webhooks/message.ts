import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import type { PrismaClient } from '#db/task'
import { isoSql, type Pool } from '../../chassis/database.ts'
import { timeoutMs } from '../../chassis/env.ts'
import { botSql } from '../../chassis/identity.ts'
import { factsOf } from '../../chassis/trpc.ts'
import { eventShownSql } from '../access/insiders.ts'
import { loggedKey, namedIn, shownChangesTo, taskJoin } from '../events/log-rows.ts'
import type { Directory } from '../filter/directory.ts'
import { filterIn } from '../filter/filter.ts'
import { matchingAmong } from '../lists/matching.ts'

export interface Reading {
  readonly db: PrismaClient
  readonly pool: Pool
  readonly pullMembers: () => Promise<unknown>
  readonly directory: Directory
}

interface Wanted {
  readonly projectId: string
  readonly ownerId: string
  readonly q: string
  readonly eventSeq: number | null
  readonly type: string
}

/** What is sent, or why nothing is: there is nothing that the webhook's owner may see and wants, their membership is suspended
 *  just now, or the webhook itself has to stop. */
export type Message =
  | { readonly body: string }
  | { readonly none: 'unseen' | 'suspended' }
  | { readonly stop: 'rights' | 'filter' }

const VERSION = 1

/** The body of a delivery, as its owner may see it at this moment. */
export async function messageOf(reading: Reading, wanted: Wanted): Promise<Message> {
  const { projectId, ownerId, eventSeq, type, q } = wanted
  const { rows } = await reading.pool.query<{ key: string; workspaceId: string }>({
    ...{ name: 'webhook-place', text: placeSql, values: [projectId, ownerId] },
  })
  const [place] = rows
  if (!place) {
    const suspended = await reading.pool.query({
      ...{ name: 'webhook-suspended', text: suspendedSql, values: [projectId, ownerId] },
    })
    return suspended.rowCount ? { none: 'suspended' } : { stop: 'rights' }
  }
  const { workspaceId, key: projectKey } = place
  if (eventSeq === null)
    return bodyOf(type, new Date().toISOString(), { workspaceId, projectId, projectKey })
  const { rows: found } = await reading.pool.query<{
    at: string
    taskId: string | null
    data: object
  }>({ name: 'webhook-event', text: eventSql, values: [eventSeq, ownerId] })
  const [event] = found
  if (!event) return { none: 'unseen' }
  if (q) {
    const isWanted = await isFound(reading, wanted, event.taskId)
    if (isWanted === undefined) return { stop: 'filter' }
    if (!isWanted) return { none: 'unseen' }
  }
  return bodyOf(type, event.at, event.data)
}

const bodyOf = (type: string, timestamp: string, data: object) => ({
  body: JSON.stringify({ version: VERSION, type, timestamp, data }),
})

/** Whether the filter finds the task; undefined where it cannot be understood any more. */
async function isFound(reading: Reading, { projectId, ownerId, q }: Wanted, taskId: string | null) {
  const asking = {
    ...{ ...reading, user: { id: ownerId }, now: new Date() },
    ...{ requestId: randomUUID(), traceparent: '', deadline: { at: Date.now() + timeoutMs(3000) } },
  }
  try {
    const query = await filterIn(asking, { projectId, q, timeZone: 'UTC', groupBy: 'none' })
    if (!taskId || !query) return false
    const found = await matchingAmong(reading.db, ownerId, projectId, { ids: [taskId], query })
    return found.has(taskId)
  } catch (error) {
    if (error instanceof TRPCError && factsOf(error).reason === 'query') return undefined
    throw error
  }
}

/** Parameters: project, reader. No row for who is not its admin any more, or cannot sign in. */
const placeSql = `
  select p.key, p."workspaceId" from "Project" p
    join "ProjectAccess" a on a."projectId" = p.id and a."userId" = $2 and a.role >= 'admin'
    join "Member" m on m."workspaceId" = p."workspaceId" and m."userId" = a."userId"
   where p.id = $1 and m."disabledAt" is null`

/** Parameters: project, person. A row where nothing of the workspace is open to them until they have a second factor. */
const suspendedSql = `
  select from "Member" m join "Project" p on p."workspaceId" = m."workspaceId"
   where p.id = $1 and m."userId" = $2 and m."suspendedAt" is not null`

/** Parameters: place in the log, reader, who sees the project. What activity shows of an event. */
const eventSql = `
  select ${isoSql('e.at')} as at, e."taskId", json_build_object(
           'seq', e.place, 'workspaceId', e."workspaceId", 'projectId', e."projectId", 'projectKey', p.key,
           'taskId', e."taskId", 'taskKey', ${loggedKey}, 'taskTitle', t.title, 'actorId', e."actorId",
           'tokenName', e."tokenName", 'bot', ${botSql('e')}, 'via', e.via, 'actionId', e."actionId",
           'changes', ${shownChangesTo('$2::uuid')}, 'named', ${namedIn('$2::uuid')}) as data
    from "Event" e
    join "Project" p on p.id = e."projectId"
    ${taskJoin('$2::uuid')}
   where e.seq = $1 and ${eventShownSql('$2')}`
