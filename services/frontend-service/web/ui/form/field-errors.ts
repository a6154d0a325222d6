import type { Issue } from '../../../../chassis/text.ts'
import { factsOf, sentenceOf } from '../../failures.ts'
import { rules as en } from '../../messages/en/forms/rules.ts'
import { rules as ko } from '../../messages/ko/forms/rules.ts'
import { inLanguage, m } from '../../messages.ts'

/** They come with what can be refused, not with the first screen. */
const ruleWords = inLanguage({ ko, en })

/** What was not done, and why where that is known. */
export function refusalWords(what: string, error: unknown) {
  const [sentence = reasonOf(error)] = Object.values(fieldErrors(error))
  return sentence === m.errors.unknown ? what : `${what} ${sentence}`
}

/** Why something was not done, also where a full status has refused it. */
export function reasonOf(error: unknown) {
  const { reason, limit, name } = factsOf(error)
  return reason === 'status_full' && limit && name ? fullWords(name, limit) : sentenceOf(error)
}

/** That a status takes no more tasks than it is meant to hold. */
export const fullWords = (status: string, most: number) => ruleWords().statusFull(status, most)

/** Field → what is wrong with it, in the language on screen. */
export function fieldErrors(error: unknown): Record<string, string> {
  const { issues, fields, reason } = factsOf(error)
  if (issues) return wordsOf(issues)
  // The schema had nothing against them; what they name is not there, unless a reason is told.
  const words = reason ? sentenceOf(error) : m.errors.unknown
  return Object.fromEntries(
    Object.keys(fields ?? {}).map((path) => [
      path,
      words === m.errors.unknown ? goneWords(path) : words,
    ]),
  )
}

function goneWords(path: string) {
  if (path === 'startTime') return ruleWords().startTimeAlone
  return path === 'dueTime' ? ruleWords().timeAlone : ruleWords().gone
}

/** The first issue of each field, in the order of the fields. */
export function wordsOf(issues: readonly Issue[]): Record<string, string> {
  const words: Record<string, string> = {}
  for (const issue of issues) words[issue.path] ??= wordOf(issue)
  return words
}

/** Says the rule that a value breaks, with its limit. */
function wordOf(issue: Issue): string {
  const { path, code, limit, divisor, expected } = issue
  if (code === 'taken') return takenWords(path)
  if (code === 'common') return m.errors.commonPassword
  if (code === 'wrong') return m.errors.wrongPassword
  if (code === 'wrong_code') return m.errors.wrongCode
  if (code === 'out_of_range' && limit) return ruleWords().daysAhead(Number(limit))
  if (limit !== undefined) return ofLimit(issue, Number(limit))
  if (code === 'broken') return ruleWords().broken
  if (divisor !== undefined) return ruleWords().steps(Number(divisor))
  if (expected === 'number' || expected === 'int') return ruleWords().notNumber
  if (expected === 'string') return m.errors.required
  if (code === 'not_own') return ruleWords().otherRelease
  if (code === 'invalid_value') return ruleWords().gone
  return formatWords(issue)
}

function takenWords(path: string) {
  if (path === 'name') return ruleWords().nameTaken
  return path === 'key' ? m.errors.keyTaken : m.errors.emailTaken
}

function ofLimit({ code, origin }: Issue, limit: number) {
  const isMost = code === 'too_big'
  if (origin === 'number' || origin === 'int')
    return isMost ? ruleWords().atMost(limit) : ruleWords().atLeast(limit)
  if (origin === 'array') return isMost ? ruleWords().tooManyOf(limit) : ruleWords().tooFewOf(limit)
  if (isMost) return m.errors.tooLong(limit)
  return limit === 1 ? m.errors.required : m.errors.tooShort(limit)
}

function formatWords({ path, format }: Issue) {
  if (path.endsWith('email')) return m.errors.badEmail
  if (path === 'key') return m.errors.badKey
  if (path === 'code') return m.errors.badCode
  if (path === 'token' || path === 'invitation') return ruleWords().badLink
  if (/(start|due)Time$/.test(path)) return ruleWords().badTime
  if (format === 'time_zone') return ruleWords().badTimeZone
  if (format === 'date' || format === 'day') return ruleWords().badDay
  if (format === 'datetime') return ruleWords().noDay
  return format === 'uuid' ? ruleWords().gone : ruleWords().otherRelease
}
