import type { IncomingMessage, ServerResponse } from 'node:http'
import { signInFirst } from '../../chassis/trpc.ts'
import type { Forward } from '../forward/forward.ts'
import { type Callers, isByToken } from '../sessions/callers.ts'
import { sentBy } from './body.ts'
import type { CallShare } from './call-shares.ts'
import type { createCsrf } from './csrf.ts'
import type { Fail } from './failures.ts'
import type { RefuseStale } from './fresh.ts'
import { refuseBeyondScopes } from './scopes.ts'

export interface BackendCallParts {
  readonly callers: Pick<Callers, 'read' | 'addressOf'>
  readonly refuseForeign: ReturnType<typeof createCsrf>
  readonly refuseStale: RefuseStale
  readonly share: CallShare
  readonly forward: Forward
  readonly fail: Fail
}

/** Answers `/trpc/<backend>/…`, which is most of what browsers send, before Express and by the same rules. Answers false
 *  when the request is something else. */
export function backendCalls({
  callers,
  refuseForeign,
  refuseStale,
  share,
  forward,
  fail,
}: BackendCallParts) {
  const pass = async (req: IncomingMessage, res: ServerResponse, call: ForwardedCall) => {
    const begun = await callers.read(req)
    refuseForeign(req)
    const { body, caller } = await sentBy(req, begun, () => callers.read(req))
    if (!caller) throw signInFirst()
    const token = isByToken(caller) ? caller : undefined
    if (token) refuseBeyondScopes(token, call, req.method)
    refuseStale.inCalls(caller, call, req.method)
    if (!(await share.turn(res, caller.uid, call.procedures))) return
    const address = callers.addressOf(req)
    const userId = caller.uid
    return forward.pass(call, { req, res, body, userId, token: token?.token, address })
  }
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const call = forward.callOf(req)
    if (!call) return false
    pass(req, res, call).catch((error: unknown) => fail(error, req, res))
    return true
  }
}

type ForwardedCall = NonNullable<ReturnType<Forward['callOf']>>
