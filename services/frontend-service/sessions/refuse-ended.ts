import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import { signInFirst } from '../../chassis/trpc.ts'
import type { Caller, Callers } from './callers.ts'

/** Throws where a request that is being answered would not be let in any more. What cannot be asked just now is asked again
 *  soon. */
export async function refuseEnded(callers: Callers, req: IncomingMessage, { uid }: Caller) {
  const now = await callers.read(req).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED') throw error
    return undefined
  })
  if (now === null || (now && now.uid !== uid)) throw signInFirst()
}
