import { randomUUID } from 'node:crypto'
import type { Prisma } from '#db/task'
import * as chassis from '../chassis/recorded.ts'
import type { Own } from './own.ts'

/** Field → [before, after]; JSON values only. */
export type Changes = Record<string, [Prisma.InputJsonValue | null, Prisma.InputJsonValue | null]>

export interface Fact {
  readonly type: string
  readonly workspaceId: string
  readonly projectId?: string
  readonly taskId?: string
  readonly changes: Changes
}

export type Recording = (fact: Fact) => void

interface Acting extends Pick<Own, 'db' | 'nudge'> {
  readonly user: { readonly id: string }
  readonly now: Date
}

/** Runs one act of a person: the change and its events commit together or not at all. Events are written last, so
 *  that a task's events carry ids in the order in which its row was locked. */
export const recorded = <T>(
  { db, nudge, user, now }: Acting,
  act: (tx: Prisma.TransactionClient, record: Recording) => Promise<T>,
) =>
  chassis.recorded(
    {
      transaction: (work) => db.$transaction(work),
      write: (tx: Prisma.TransactionClient, facts: readonly [Fact][]) => {
        const actionId = randomUUID()
        const rows = facts.map(([fact]) => ({ ...fact, actorId: user.id, actionId, at: now }))
        return tx.event.createMany({ data: rows })
      },
      nudge,
    },
    async () => null,
    (tx, _right, record) => act(tx, record),
  )

/** What a new object looks like in the log: every field came from nothing. */
export const fresh = (fields: Record<string, Prisma.InputJsonValue | null>): Changes =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, [null, value]]))

/** What the end of an object looks like in the log. */
export const gone = (id: string): Changes => ({ id: [id, null] })
