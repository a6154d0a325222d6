import type { Prisma } from '#db/user'
import * as chassis from '../../chassis/feed/recorded.ts'
import type { Context } from '../context.ts'
import type { UserFact } from '../events.ts'

export type Recording = (...fact: UserFact) => void

/** One act: what `authorize` allows under its lock, the change, and its events. */
export const recorded = <Granted, T>(
  { db, nudge }: Pick<Context, 'db' | 'nudge'>,
  authorize: (tx: Prisma.TransactionClient) => Promise<Granted>,
  act: (tx: Prisma.TransactionClient, granted: Granted, record: Recording) => Promise<T>,
) =>
  chassis.recorded(
    {
      transaction: (work) => db.$transaction(work),
      write: (tx, facts: readonly UserFact[]) =>
        tx.event.createMany({ data: facts.map(([type, data]) => ({ type, data })) }),
      nudge,
    },
    authorize,
    act,
  )
