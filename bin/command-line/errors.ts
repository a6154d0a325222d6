import { TRPCClientError } from '@trpc/client'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { Problem, Unanswered } from './client.ts'
import { Failure } from './failure.ts'
import type { Words } from './words.ts'

type Data = NonNullable<TRPCClientError<GatewayRouter>['data']>
type Told = Partial<Data> & { readonly message: string }

/** What went wrong, in words for whoever typed the command: what was refused, the limit, what to do. */
export function failureOf(error: unknown, words: Words): Failure {
  if (error instanceof Failure) return error
  if (error instanceof Problem) return refusal({ ...error.facts, message: error.message }, words)
  if (error instanceof TRPCClientError) {
    const { data, message } = error as TRPCClientError<GatewayRouter>
    if (data) return refusal({ ...data, message }, words)
    if (isForeign(error)) return new Failure('away', words.notTaskmate, { hints: [words.urlHint] })
  }
  const cause = error instanceof TRPCClientError ? error.cause : error
  if (cause instanceof Unanswered) return unanswered(cause, words)
  const message = error instanceof Error ? error.message : String(error)
  return new Failure('fault', `${words.fault}: ${message}`, { cause: error })
}

/** What was answered is no JSON, or not that of our procedures. */
const isForeign = ({ cause, message }: { cause?: unknown; message: string }) =>
  cause instanceof SyntaxError || message === 'Unable to transform response from server'

function unanswered({ cause: error, status }: Unanswered, words: Words) {
  if (status !== undefined) return new Failure('away', words.serverAway(status))
  const text = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : ''
  if (error instanceof SyntaxError || /JSON|Unexpected token/.test(text))
    return new Failure('away', words.notTaskmate, { hints: [words.urlHint] })
  if (/redirect/.test(text))
    return new Failure('away', words.redirected, { hints: [words.urlHint] })
  if (/certificate|self.signed|CERT_/i.test(text))
    return new Failure('away', words.badCertificate(reasonOf(error)))
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Failure('away', words.noAnswer, { hints: [words.urlHint] })
  return new Failure('away', words.unreachable(reasonOf(error)), { hints: [words.urlHint] })
}

const reasonOf = (error: unknown) => {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause ? String(cause.code) : cause.message
}

function refusal(told: Told, words: Words): Failure {
  const { httpStatus = 500, message, reason, query, refused, limit, name, retryAfterSeconds } = told
  if (httpStatus === 401)
    return new Failure('forbidden', words.tokenRefused, { hints: [words.loginHint] })
  if (httpStatus === 403 && reason === 'scope')
    return new Failure('forbidden', words.noScope(scopeIn(message)), { hints: [words.scopeHint] })
  if (httpStatus === 403) return new Failure('forbidden', words.noRight(message))
  if (httpStatus === 404) return new Failure('missing', words.notThere)
  if (query) return wrongFilter(query, words)
  if (refused && refused.length > 0)
    return new Failure('refused', words.refusedMany(refused.length), {
      hints: refused
        .slice(0, 10)
        .map(({ key, title, reason: why }) =>
          [key, title, words.reasons[why] ?? why].filter(Boolean).join('  '),
        ),
    })
  const fields = fieldsOf(told)
  if (fields.length > 0) return new Failure('refused', words.badFields, { hints: fields })
  if (httpStatus === 409 && reason === 'under_way') return new Failure('refused', words.underWay)
  if (httpStatus === 409 && told.conflict) return new Failure('refused', words.conflict)
  if (httpStatus === 429 || (httpStatus === 503 && reason === 'busy'))
    return new Failure('away', words.busy(retryAfterSeconds ?? 30))
  if (httpStatus >= 500) return new Failure('away', words.serverAway(httpStatus))
  if (reason === 'status_full' && name && limit)
    return new Failure('refused', words.statusFull(name, limit))
  const known = reason ? words.reasons[reason] : undefined
  const said = known ?? message
  return new Failure('refused', limit === undefined ? said : words.withLimit(said, limit))
}

const scopeIn = (message: string) => /scope ([a-z:]+)/.exec(message)?.[1] ?? '?'

/** Each field with what is wrong with it. tRPC tells of them as a record, REST as a list. */
const fieldsOf = (told: Told) =>
  'errors' in told && Array.isArray(told.errors)
    ? told.errors.map(({ field, detail }) => `${field}: ${detail}`)
    : Object.entries(told.fields ?? {}).map(([field, said]) => `${field}: ${said}`)

function wrongFilter(query: NonNullable<Data['query']>, words: Words) {
  const { code, word, start, end, suggestion, limit } = query
  const hints = suggestion ? [words.didYouMean(suggestion)] : []
  const said = words.filterFaults[code] ?? code
  const what = limit === undefined ? `${said}: "${word}"` : words.withLimit(said, limit)
  return new Failure('usage', `${words.filter}: ${what} (${start + 1}–${end})`, { hints })
}
