import { factsOf, sentenceOf } from '../../failures.ts'
import { oidc as en } from '../../messages/en/account/oidc.ts'
import { oidc as ko } from '../../messages/ko/account/oidc.ts'
import { inLanguage } from '../../messages.ts'
import { invitationWords } from '../sign-in/invitation-words.ts'

/** About accounts of other services, in the language on screen. The words come with what shows them. */
export const oidcWords = inLanguage({ ko, en })

/** Why a provider let nobody in. */
export function explainOidc(error: unknown, name: string) {
  const words = oidcWords()
  const { reason, status } = factsOf(error)
  if (reason === 'oidc_refused') return words.refused(name)
  if (reason === 'oidc_away') return words.away(name)
  if (reason === 'oidc_unproved') return words.unproved(name)
  if (reason === 'oidc_by_hand') return words.byHand(name)
  if (reason === 'oidc_no_auth_time') return words.noAuthTime(name)
  if (reason === 'identity_known') return words.known(name)
  if (reason === 'last_way_in') return words.lastWayIn
  if (status === 404) return invitationWords().goneLead
  return status === 403 && !reason ? words.invitedElsewhere : sentenceOf(error)
}
