import { madeBy as en } from '../messages/en/account/made-by.ts'
import { madeBy as ko } from '../messages/ko/account/made-by.ts'
import { inLanguage } from '../messages.ts'

export const madeByWords = inLanguage({ ko, en })

/** The bot by which somebody made or gave something. Missing in answers of the release before. */
export type ByBot = { readonly name: string } | null | undefined

/** Says who made something: a bot is named with for whom it did it, and stands where its owner would. */
export function madeBy(owner: string, bot: ByBot, say: (who: string) => string) {
  if (!bot) return say(owner)
  const { botFor, ofBot } = madeByWords()
  const who = botFor(bot.name, owner)
  return ofBot(say(who), who)
}
