import { watch as en } from '../../messages/en/watch.ts'
import { watch as ko } from '../../messages/ko/watch.ts'
import { inLanguage } from '../../messages.ts'

/** The words about watching, in the language on screen. They come with what shows them. */
export const watchWords = inLanguage({ ko, en })
