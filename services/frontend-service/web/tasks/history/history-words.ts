import { history as en } from '../../messages/en/history.ts'
import { history as ko } from '../../messages/ko/history.ts'
import { inLanguage } from '../../messages.ts'

/** The words of one's own history, in the language on screen. They come with it. */
export const historyWords = inLanguage({ ko, en })
