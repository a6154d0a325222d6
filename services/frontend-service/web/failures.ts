import { TRPCClientError } from '@trpc/client'
import type { GatewayRouter } from '../router.ts'
import { m } from './messages.ts'

type Known = TRPCClientError<GatewayRouter>

const isKnown = (error: unknown): error is Known => error instanceof TRPCClientError

/** What a failed call tells; `status` is 0 when there was no answer at all and undefined for our own mistakes. */
export function factsOf(error: unknown): Partial<Facts> {
  if (!isKnown(error)) return {}
  const { data } = error
  return { ...data, status: data?.httpStatus ?? 0 }
}
type Facts = NonNullable<Known['data']> & { status: number }

/** May be asked again without asking the person: nothing answered, or a part is away. */
export const isPassing = (error: unknown) => {
  const { status } = factsOf(error)
  return status === 0 || status === 502 || status === 503 || status === 504
}

/** Whether the same call may succeed when it is asked again: nothing answered, a part is away or overloaded, somebody else
 *  was at the same thing. What is refused for what it says stays refused. */
export const mayRetry = (error: unknown) => {
  const { status = 400, reason } = factsOf(error)
  const isConflict = status === 409 && !reason
  return status === 0 || status === 408 || isConflict || status === 429 || status >= 500
}

/** What was not done, and why where that is known. */
export function refusalWords(what: string, error: unknown) {
  const [sentence = sentenceOf(error)] = Object.values(fieldErrors(error))
  return sentence === m.errors.unknown ? what : `${what} ${sentence}`
}

/** The same of a text that somebody sent and still has. */
export function keptWords(error: unknown) {
  const sentence = sentenceOf(error)
  const isOurs = sentence === m.errors.unknown || sentence === m.errors.offline
  return isOurs ? `${sentence} ${m.errors.kept}` : sentence
}

/** One sentence for a person, whatever was tried: why it failed. */
export function sentenceOf(error: unknown): string {
  const { status, retryAfterSeconds, reason, limit, circle } = factsOf(error)
  if (status === 0 || status === 503) return m.errors.offline
  if (reason === 'sign_ups' && limit)
    return m.errors.tooManyAccounts(limit, Math.ceil((retryAfterSeconds ?? 3600) / 60))
  if (reason === 'circle' && circle) return m.errors.circle(circle)
  if (reason === 'deep' && limit) return m.errors.deep(limit)
  if (reason === 'too_many_tasks' && limit) return m.errors.tooManyTasks(limit)
  if (reason === 'full' && limit) return m.errors.full(limit)
  if (reason === 'starts_after_due') return m.errors.startsAfterDue
  if (status === 429) return m.errors.tooMany(retryAfterSeconds ?? 30)
  if (reason === 'insecure') return m.errors.insecure
  if (reason === 'archived') return m.errors.archived
  if (reason === 'REAUTH_REQUIRED') return m.errors.notConfirmed
  if (status === 403) return m.errors.forbidden
  if (status === 404) return m.errors.notFound
  if (status === 409) return m.errors.conflict
  return m.errors.unknown
}

/** Field → what is wrong with it, in the language on screen. */
export function fieldErrors(error: unknown): Record<string, string> {
  const { issues, fields } = factsOf(error)
  if (issues) return wordsOf(issues)
  return Object.fromEntries(Object.keys(fields ?? {}).map((path) => [path, m.errors.badField]))
}

/** What a schema found, from a server or from the same schema in the browser. */
export interface Issue {
  readonly path: string
  readonly code: string
  readonly [fact: string]: unknown
}

/** The first issue of each field, in the order of the fields. */
export function wordsOf(issues: readonly Issue[]): Record<string, string> {
  const words: Record<string, string> = {}
  for (const issue of issues) words[issue.path] ??= wordOf(issue)
  return words
}

function wordOf({ path, code, limit, min, max }: Issue): string {
  if (typeof limit === 'number') return limitWords(code, limit)
  if (code === 'taken') return path === 'key' ? m.errors.keyTaken : m.errors.emailTaken
  if (code === 'common') return m.errors.commonPassword
  if (code === 'wrong') return m.errors.wrongPassword
  if (code === 'wrong_code') return m.errors.wrongCode
  if (typeof max === 'number') return m.errors.tooLong(max)
  if (typeof min === 'number') return min === 1 ? m.errors.required : m.errors.tooShort(min)
  if (path.endsWith('email')) return m.errors.badEmail
  if (path === 'key') return m.errors.badKey
  if (path === 'code') return m.errors.badCode
  return m.errors.badField
}

function limitWords(code: string, limit: number) {
  if (code === 'too_big') return m.errors.tooLong(limit)
  return limit === 1 ? m.errors.required : m.errors.tooShort(limit)
}
