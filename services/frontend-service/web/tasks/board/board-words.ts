import { board as en } from '../../messages/en/views.ts'
import { board as ko } from '../../messages/ko/views.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the board, in the language on screen. They come with it: the first screen has no room for them. */
export const boardWords = inLanguage({ ko, en })
