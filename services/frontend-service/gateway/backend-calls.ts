import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import type { Forward } from '../forward/forward.ts'
import type { Sessions } from '../sessions/session.ts'
import { sentBy } from './body.ts'
import type { CallShare } from './call-shares.ts'
import type { createCsrf } from './csrf.ts'
import type { Fail } from './failures.ts'

export interface BackendCallParts {
  readonly sessions: Pick<Sessions, 'read'>
  readonly refuseForeign: ReturnType<typeof createCsrf>
  readonly share: CallShare
  readonly forward: Forward
  readonly fail: Fail
}

/** Answers `/trpc/<backend>/…`, which is most of what browsers send, before Express and by the same rules. Answers false
 *  when the request is something else. */
export function backendCalls({ sessions, refuseForeign, share, forward, fail }: BackendCallParts) {
  const pass = async (req: IncomingMessage, res: ServerResponse, call: ForwardedCall) => {
    const begun = await sessions.read(req)
    refuseForeign(req)
    const { body, session } = await sentBy(req, begun, () => sessions.read(req))
    if (!session) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
    if (!(await share.turn(res, session.uid, call.procedures))) return
    return forward.pass(call, { req, res, body, userId: session.uid })
  }
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const call = forward.callOf(req)
    if (!call) return false
    pass(req, res, call).catch((error: unknown) => fail(error, req, res))
    return true
  }
}

type ForwardedCall = NonNullable<ReturnType<Forward['callOf']>>
