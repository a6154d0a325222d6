import type { Prisma } from '#db/analytics'
import type { LogEvent } from '../task-service/contract.ts'

export type Effect = (tx: Prisma.TransactionClient, event: LogEvent) => Promise<unknown>

/** The fields an event changed, as they were. */
export const before = ({ changes }: LogEvent) =>
  Object.fromEntries(Object.entries(changes).map(([field, [value]]) => [field, value]))

/** The fields an event changed, as they became. */
export const after = ({ changes }: LogEvent) =>
  Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value]))
