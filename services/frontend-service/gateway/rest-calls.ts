import type { IncomingMessage, ServerResponse } from 'node:http'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { Logger } from '../../chassis/logger.ts'
import { splitUrl } from '../../chassis/request.ts'
import { signInFirst } from '../../chassis/trpc.ts'
import { documentation } from '../rest/documentation.ts'
import { failureOf } from '../rest/failure.ts'
import { inputOf } from '../rest/input.ts'
import { notAllowed, respondWithProblem } from '../rest/problem.ts'
import { Refused } from '../rest/refused.ts'
import { fieldsIn, headerIn, keyIn, refuseOtherTypes } from '../rest/request.ts'
import { respond } from '../rest/respond.ts'
import { BASE, type Found, routeOf } from '../rest/routes.ts'
import { type Callers, isByToken } from '../sessions/callers.ts'
import { sentBy } from './body.ts'
import type { createCsrf } from './csrf.ts'
import type { RefuseStale } from './fresh.ts'
import { type RestAnswerParts, restAnswers } from './rest-answers.ts'
import { refuseWithout, scopeOf } from './scopes.ts'

interface RestParts extends RestAnswerParts {
  readonly callers: Pick<Callers, 'read' | 'addressOf'>
  readonly refuseForeign: ReturnType<typeof createCsrf>
  readonly refuseStale: RefuseStale
  readonly log: Logger
}

const withBody = ['POST', 'PUT', 'PATCH']

/** By which the proxy in front and older programs ask for a session: it answers by its own rules. */
const VERIFY = `${BASE}/auth/verify`

/** Answers `/api/v1/…` by calls of procedures, before Express and by the rules of all calls: who calls, from where, by
 *  which scope, in their turn. Answers false when the request is something else. */
export function restCalls(parts: RestParts) {
  const { callers, refuseForeign, refuseStale, share, log } = parts
  const answerTo = restAnswers(parts)

  const answer = async (req: IncomingMessage, res: ServerResponse, path: string, search = '') => {
    const found = foundAt(req, path)
    const begun = await callers.read(req)
    if (!begun) throw signInFirst()
    refuseForeign(req)
    refuseOtherTypes(req)
    const { body, caller } = await sentBy(req, begun, () => callers.read(req), withBody)
    if (!caller) throw signInFirst()
    if (isByToken(caller)) refuseWithout(caller, scopeFor(found) ?? null)
    refuseStale.inCall(caller, found.operation.calls)
    for (const [name, value] of Object.entries(share.headersFor(caller.uid)))
      res.setHeader(name, value)
    const match = headerIn(req, 'if-match')
    const key = keyIn(req)
    const input = inputOf({ ...found, ...{ search, match, key, body: fieldsIn(body) } })
    const address = callers.addressOf(req)
    const asked = { req, res, caller, address, found, path, search, input, key }
    const done = await answerTo(asked).catch((error: unknown) => {
      throw match === undefined ? error : asStale(error)
    })
    if (done) respond(req, res, done)
  }

  const fail = (thrown: unknown, req: IncomingMessage, res: ServerResponse) => {
    if (thrown instanceof Refused) return respondWithProblem(req, res, thrown.failure, thrown.told)
    const error = getTRPCErrorFromUnknown(thrown)
    if (error.code === 'INTERNAL_SERVER_ERROR')
      log.error({ err: thrown, requestId: req.headers['x-request-id'] }, 'request failed')
    const isUnknown = error.code === 'UNAUTHORIZED'
    const headers: Record<string, string> = isUnknown ? { 'www-authenticate': 'Bearer' } : {}
    return respondWithProblem(req, res, failureOf(error), { headers })
  }

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const { path: full, search } = splitUrl(req.url)
    const open = documentation(full)
    if (!open && ((full !== BASE && !full.startsWith(`${BASE}/`)) || full === VERIFY)) return false
    const answering = async () =>
      open ? open(req, res) : answer(req, res, full.slice(BASE.length), search)
    answering().catch((error: unknown) => fail(error, req, res))
    return true
  }
}

function foundAt(req: IncomingMessage, path: string): Found {
  const found = routeOf(req.method ?? '', path)
  if (!found) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
  if ('allow' in found) throw notAllowed(found.allow)
  return found
}

const scopeFor = ({ operation, method }: Found) => {
  const [service = '', path = ''] = operation.calls.split('/')
  return scopeOf(service, path, method === 'GET')
}

/** A conflict with a version that the caller named is what HTTP calls a failed precondition. */
const asStale = (error: unknown) =>
  error instanceof Refused && error.failure.data.conflict
    ? new Refused(error.failure, { status: 412 })
    : error
