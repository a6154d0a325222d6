import { bots as en } from '../../messages/en/account/bots.ts'
import { bots as ko } from '../../messages/ko/account/bots.ts'
import { inLanguage } from '../../messages.ts'

/** The words about bots, in the language on screen. They come with what shows them. */
export const botWords = inLanguage({ ko, en })
