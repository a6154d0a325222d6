import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { jsonTextOf } from '../../chassis/listener.ts'
import { type Forward, wasUnsent } from '../forward/forward.ts'
import { answerOf, linkOf, placeOf } from '../rest/answer.ts'
import { failed } from '../rest/failure.ts'
import { Refused } from '../rest/refused.ts'
import type { Repeats } from '../rest/repeats.ts'
import type { RestAnswer } from '../rest/respond.ts'
import type { Found } from '../rest/routes.ts'
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
  readonly found: Found
  readonly path: string
  readonly search: string
  readonly input: { readonly [field: string]: unknown }
  /** `Idempotency-Key`. */
  readonly key: string | undefined
}

/** Answers operations by calls of their procedures; null when the client has left. */
export function restAnswers({ share, forward, gateway, repeats }: RestAnswerParts) {
  const call = async ({ req, res, caller, found, input }: Asked) => {
    const { calls } = found.operation
    if (!(await share.turn(res, caller.uid, calls))) return null
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
      ...{ req, res, userId: caller.uid, token: isByToken(caller) ? caller.token : undefined },
      ...{ method: isRead ? 'GET' : 'POST', body: isRead ? undefined : Buffer.from(text) },
    })
    if (!answer) return null
    if (answer.status !== 200) throw new Refused(failed.parse(parsed(answer.text)).error)
    return succeeded.parse(parsed(answer.text)).result
  }

  const answered = async (asked: Asked): Promise<RestAnswer | null> => {
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

  /** A write with a key happens once. The key stays taken where nobody knows whether the write has happened, unless it
   *  can happen twice without harm. */
  const once = async (asked: Asked, key: string): Promise<RestAnswer | null> => {
    const { caller, found, path, input } = asked
    const write = `${found.method} ${path} ${JSON.stringify(input)}`
    const begun = await repeats.begin({ userId: caller.uid, key, asked: write })
    if (begun.answer) {
      const headers = { ...begun.answer.headers, 'idempotency-replayed': 'true' }
      return { ...begun.answer, headers }
    }
    try {
      const answer = await answered(asked)
      // It has happened, whether or not Redis can be told.
      if (answer) await begun.keep(answer).catch(() => {})
      else if (found.method !== 'POST') await begun.forget()
      return answer
    } catch (error) {
      if (found.method !== 'POST' || isWithoutEffect(error)) await begun.forget()
      throw error
    }
  }

  return (asked: Asked) => {
    const { key, found } = asked
    // A procedure that keeps its answers does so with their effect.
    const isOurs = found.method !== 'GET' && !found.operation.isKeyed
    return key !== undefined && isOurs ? once(asked, key) : answered(asked)
  }
}

/** Rows of a page of the trash, unless asked otherwise. */
const PAGE = 100

const succeeded = z.object({ result: z.object({ data: z.unknown() }) })

const parsed = (text: string | undefined): unknown =>
  text === undefined ? undefined : JSON.parse(text)

/** A backend that answers has done all of it or nothing; what did not reach one has done nothing. */
const isWithoutEffect = (error: unknown) =>
  wasUnsent(error) ||
  (error instanceof Refused && error.failure.data.httpStatus !== 500) ||
  (error instanceof TRPCError && error.code === 'TOO_MANY_REQUESTS')
