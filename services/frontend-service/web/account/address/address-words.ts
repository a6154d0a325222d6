import { factsOf } from '../../failures.ts'
import { address as en } from '../../messages/en/account/address.ts'
import { address as ko } from '../../messages/ko/account/address.ts'
import { inLanguage } from '../../messages.ts'

/** About the address of an account, in the language on screen. The words come with what shows them. */
export const addressWords = inLanguage({ ko, en })

/** What is special about addresses when something is refused. */
export function explainAddress(error: unknown) {
  const words = addressWords()
  const { reason, limit, retryAfterSeconds = 60 } = factsOf(error)
  if (reason === 'letters' && limit) return words.tooMany(limit, Math.ceil(retryAfterSeconds / 60))
  if (reason === 'own_address') return words.own
  if (reason === 'address_taken') return words.taken
  return reason === 'no_mail' ? words.noMail : undefined
}
