import { print as en } from '../../messages/en/print.ts'
import { print as ko } from '../../messages/ko/print.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the paper, in the language on screen. They come with it. */
export const printWords = inLanguage({ ko, en })
