import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'

/** A header that may be sent once. */
export const headerIn = ({ headers }: IncomingMessage, name: string) => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** `Idempotency-Key`, as draft-ietf-httpapi-idempotency-key-header has it, or without its quotes. */
export function keyIn(req: IncomingMessage) {
  const text = headerIn(req, 'idempotency-key')?.replace(/^"(.*)"$/, '$1')
  if (text !== undefined && !/^[\x21-\x7e]{8,64}$/.test(text))
    throw appError('BAD_REQUEST', 'This is no idempotency key', {
      fields: { 'Idempotency-Key': 'must have 8 to 64 characters of ASCII and no space' },
    })
  return text
}

/** Fields of a body that is a JSON object; no body has none. */
export function fieldsIn(body: Buffer | undefined): { readonly [field: string]: unknown } {
  if (!body || body.length === 0) return {}
  const fields = parsed(body.toString('utf8'))
  if (isFields(fields)) return fields
  throw new TRPCError({ code: 'BAD_REQUEST', message: 'The body must be a JSON object' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, finite)
  } catch (error) {
    const message = error instanceof RangeError ? error.message : 'The body is not JSON'
    throw new TRPCError({ code: 'BAD_REQUEST', message })
  }
}

/** Of a number that is too large JSON.parse makes Infinity, which JSON.stringify would make null. */
function finite(_field: string, value: unknown) {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('The body has a number that is too large')
  return value
}

const isFields = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Types that are JSON and say no other encoding. */
const json = /^application\/(?:json|merge-patch\+json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i

export function refuseOtherTypes({ headers }: IncomingMessage) {
  const hasBody =
    headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined
  if (!hasBody || headers['content-length'] === '0' || json.test(headers['content-type'] ?? ''))
    return
  throw new TRPCError({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The content type must be application/json',
  })
}
