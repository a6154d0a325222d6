import { factsOf } from '../../failures.ts'
import { factor as en } from '../../messages/en/account/factor.ts'
import { factor as ko } from '../../messages/ko/account/factor.ts'
import { inLanguage } from '../../messages.ts'

/** About the second factor, in the language on screen. The words come with what shows them. */
export const factorWords = inLanguage({ ko, en })

/** A sentence for codes that were refused unread, for there were too many. */
export function explainCode(error: unknown) {
  const { reason, limit, retryAfterSeconds = 60 } = factsOf(error)
  if (reason !== 'codes' || !limit) return undefined
  return factorWords().tooMany(limit, Math.ceil(retryAfterSeconds / 60))
}
