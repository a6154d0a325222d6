import { factsOf } from '../../failures.ts'
import { tokens as en } from '../../messages/en/tokens.ts'
import { tokens as ko } from '../../messages/ko/tokens.ts'
import { inLanguage } from '../../messages.ts'

/** The words about API tokens, in the language on screen. They come with what shows them. */
export const tokenWords = inLanguage({ ko, en })

/** A sentence for a bot that was disabled while its token was being made. */
export const explainToken = (error: unknown) =>
  factsOf(error).reason === 'bot_disabled' ? tokenWords().botDisabled : undefined
