import { factsOf, sentenceOf } from '../../failures.ts'
import { myData as en } from '../../messages/en/account/my-data.ts'
import { myData as ko } from '../../messages/ko/account/my-data.ts'
import { inLanguage } from '../../messages.ts'
import { BrokenOff } from './download-bytes.ts'

/** About an export of one's data, in the language on screen. The words come with what shows them. */
export const myDataWords = inLanguage({ ko, en })

/** Why it did not come. */
export function explainExport(error: unknown) {
  const words = myDataWords()
  if (error instanceof BrokenOff) return words.brokenOff
  const { reason, limit } = factsOf(error)
  if (reason === 'export_under_way') return words.underWay
  if (reason === 'busy' && limit) return words.busy(limit)
  return sentenceOf(error)
}
