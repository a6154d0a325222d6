import { factsOf, sentenceOf } from '../../failures.ts'
import { memberWords } from './member-words.ts'

/** Why somebody's account cannot be managed. `elsewhere`: what to say where other workspaces share it. */
export function whyNotManaged(error: unknown, elsewhere: string) {
  const { reason } = factsOf(error)
  if (reason === 'operator') return memberWords().ofOperator
  return reason === 'elsewhere' ? elsewhere : sentenceOf(error)
}
