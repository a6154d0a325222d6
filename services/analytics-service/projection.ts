import type { Prisma } from '#db/analytics'
import type { LogEvent } from '../task-service/contract.ts'
import { accessEffects } from './access-effects.ts'
import type { Effect } from './log-event.ts'
import { taskEffects } from './task-effects.ts'

const effects: Record<string, Effect> = { ...accessEffects, ...taskEffects }

/** What an event of task-service's log means for the figures. Events that mean nothing here are passed over; one that
 *  lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, event: LogEvent) {
  await effects[event.type]?.(tx, event)
}
