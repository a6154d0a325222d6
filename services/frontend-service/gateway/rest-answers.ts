import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { jsonTextOf } from '../../chassis/listener.ts'
import { appError } from '../../chassis/trpc.ts'
import { type Forward, wasUnsent } from '../forward/forward.ts'
import { answerOf, linkOf, placeOf } from '../rest/answer.ts'
import { failed } from '../rest/failure.ts'
import { inputOf } from '../rest/input.ts'
import { Refused } from '../rest/refused.ts'
import type { Repeats } from '../rest/repeats.ts'
import type { RestAnswer } from '../rest/respond.ts'
import { type Found, routeOf } from '../rest/routes.ts'
import { tagOf } from '../rest/versions.ts'
import { type Caller, isByToken } from '../sessions/callers.ts'
import type { CallShare } from './call-shares.ts'
import type { Gateway } from './gateway.ts'

export interface RestAnswerParts {
  readonly share: CallShare
  readonly forward: Pick<Forward, 'callOf' | 'ask'>
  readonly gateway: Pick<Gateway, 'ask'>
  readonly repeats: Repeats
}

/** An operation that is asked for, by whom, with the input of its procedure. */
export interface Asked {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly caller: Caller
  /** Where the request comes from. */
  readonly address: string
  readonly found: Found
  readonly path: string
  readonly search: string
  readonly input: { readonly [field: string]: unknown }
  /** `Idempotency-Key`. */
  readonly key: string | undefined
}

interface Calling extends Omit<Asked, 'res'> {
  /** Whoever waits for the answer, where it is not to be had without them. */
  readonly client: ServerResponse | undefined
}

/** Answers operations by calls of their procedures; null when the client has left. */
export function restAnswers({ share, forward, gateway, repeats }: RestAnswerParts) {
  const call = async ({ req, client, caller, address, found, input }: Calling) => {
    const { calls } = found.operation
    const [service = '', path = ''] = calls.split('/')
    // What the gateway composes holds texts that are JSON already.
    if (service === 'gateway')
      return { data: parsed(jsonTextOf(await gateway.ask(path, input, req, caller))) }
    const text = JSON.stringify(input)
    const isRead = found.method === 'GET'
    const url = `/trpc/${calls}${isRead ? `?input=${encodeURIComponent(text)}` : ''}`
    const target = forward.callOf({ url })
    if (!target) throw new Error(`No such call: ${calls}`)
    const answer = await forward.ask(target, {
      ...{ req, client, address, userId: caller.uid, token: tokenOf(caller) },
      ...{ method: isRead ? 'GET' : 'POST', body: isRead ? undefined : Buffer.from(text) },
    })
    if (!answer) return null
    if (answer.status !== 200) throw new Refused(failed.parse(parsed(answer.text)).error)
    return succeeded.parse(parsed(answer.text)).result
  }

  const answered = async (asked: Calling): Promise<RestAnswer | null> => {
    const { found, path, search, input } = asked
    const { answers, makes } = found.operation
    const done = await call(asked)
    if (!done) return null
    if (done.data === null || done.data === undefined) return { status: 204, headers: {}, text: '' }
    const data = answerOf(answers, done.data, Number(input.limit ?? PAGE))
    const text = JSON.stringify(data)
    const link = found.method === 'GET' ? linkOf(path, search, data) : {}
    const headers = { etag: tagOf(text, data), ...placeOf(found, data), ...link }
    return { status: makes ? 201 : 200, headers, text }
  }

  /** A write with a key happens once, and to its end: whoever leaves meanwhile repeats it and is given its answer. The
   *  key of a POST stays taken where nobody knows whether it has happened; of the others a second time does no harm. */
  const once = async (asked: Asked, key: string): Promise<RestAnswer | null> => {
    const { caller, found, path, input } = asked
    const write = `${found.method} ${path} ${JSON.stringify(input)}`
    const tokenId = tokenOf(caller)?.id
    const begun = await repeats.begin({ userId: caller.uid, tokenId, key, asked: write })
    if (begun.answer) {
      await see(asked)
      const headers = { ...begun.answer.headers, 'idempotency-replayed': 'true' }
      return { ...begun.answer, headers }
    }
    try {
      const answer = await answered({ ...asked, client: undefined })
      if (answer) await (found.operation.tellsOnce ? begun.keepOnce() : begun.keep(answer))
      return answer
    } catch (error) {
      if (found.method !== 'POST' || isWithoutEffect(error)) await begun.forget()
      throw error
    }
  }

  /** Refuses a kept answer to somebody who may no longer see where it was written, as a read of that place does. */
  const see = async (asked: Asked) => {
    const found = placeOfWrite(asked.path)
    const input = inputOf({
      ...found,
      ...{ search: '', body: {}, match: undefined, key: undefined },
    })
    await call({ ...asked, client: asked.res, found, input })
  }

  return async (asked: Asked) => {
    const { key, found, res, caller } = asked
    if (!(await share.turn(res, caller.uid, found.operation.calls))) return null
    // A procedure that keeps its answers does so with their effect.
    const isOurs = found.method !== 'GET' && !found.operation.isKeyed
    return key !== undefined && isOurs
      ? once(asked, key)
      : answered({ ...asked, client: asked.res })
  }
}

/** Of each kind of place a read that whoever may write there is answered. */
const reads: { readonly [kind: string]: string } = {
  workspaces: '/projects',
  projects: '/members',
  tasks: '',
  files: '',
}

function placeOfWrite(path: string): Found {
  const [, kind = '', id = ''] = path.split('/')
  const found = Object.hasOwn(reads, kind) && routeOf('GET', `/${kind}/${id}${reads[kind]}`)
  if (found && 'operation' in found) return found
  throw appError('CONFLICT', 'This was done; its answer was not kept', { reason: 'done' })
}

const tokenOf = (caller: Caller) => (isByToken(caller) ? caller.token : undefined)

/** Rows of a page of the trash, unless asked otherwise. */
const PAGE = 100

const succeeded = z.object({ result: z.object({ data: z.unknown() }) })

const parsed = (text: string | undefined): unknown =>
  text === undefined ? undefined : JSON.parse(text)

/** What was refused has done nothing, nor has what did not reach a backend or had no turn there. Of other failures nobody
 *  knows: the answer of the database may have been lost. */
const isWithoutEffect = (error: unknown) =>
  wasUnsent(error) ||
  (error instanceof Refused &&
    (error.failure.data.httpStatus < 500 || error.failure.data.reason === 'busy'))
