import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'

/** Why a text was not saved that somebody sent and still has. */
export function keptWords(error: unknown) {
  const sentence = sentenceOf(error)
  const isOurs = sentence === m.errors.unknown || sentence === m.errors.offline
  return isOurs ? `${sentence} ${m.errors.kept}` : sentence
}
