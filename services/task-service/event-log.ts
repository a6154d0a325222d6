import { randomUUID } from 'node:crypto'
import type { Prisma } from '#db/task'
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
export async function recorded<T>(
  { db, nudge, user, now }: Acting,
  act: (tx: Prisma.TransactionClient, record: Recording) => Promise<T>,
) {
  const result = await db.$transaction(async (tx) => {
    const facts: Fact[] = []
    const done = await act(tx, (fact) => void facts.push(fact))
    const actionId = randomUUID()
    const rows = facts.map((fact) => ({ ...fact, actorId: user.id, actionId, at: now }))
    if (rows.length > 0) await tx.event.createMany({ data: rows })
    return done
  })
  nudge()
  return result
}

/** What a new object looks like in the log: every field came from nothing. */
export const fresh = (fields: Record<string, Prisma.InputJsonValue | null>): Changes =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, [null, value]]))

/** What the end of an object looks like in the log. */
export const gone = (id: string): Changes => ({ id: [id, null] })
