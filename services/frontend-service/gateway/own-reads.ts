import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { PlainCall } from '../../chassis/listener.ts'
import { type Callers, isByToken } from '../sessions/callers.ts'
import type { CallShare } from './call-shares.ts'
import type { Fail } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { refuseBeyondScopes } from './scopes.ts'

interface OwnReadParts {
  readonly callers: Pick<Callers, 'read'>
  readonly share: CallShare
  readonly gateway: Pick<Gateway, 'readOf' | 'answer'>
  readonly fail: Fail
  readonly express: RequestListener
}

/** Answers single reads of `/trpc/gateway/…` before Express, for who is signed in: home and the list of sessions are read
 *  on every visit. Answers false when the request is something else. */
export function ownReads({ callers, share, gateway, fail, express }: OwnReadParts) {
  const answer = async (req: IncomingMessage, res: ServerResponse, call: PlainCall) => {
    const caller = await callers.read(req)
    // Somebody who is not signed in stands for an address, which Express knows.
    if (!caller) return express(req, res)
    if (isByToken(caller))
      refuseBeyondScopes(caller, { service: 'gateway', procedures: call.path }, req.method)
    if (!(await share.turn(res, caller.uid, call.path))) return
    return gateway.answer(call, req, res, caller)
  }
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const call = gateway.readOf(req)
    if (!call) return false
    answer(req, res, call).catch((error: unknown) => fail(error, req, res))
    return true
  }
}
