import { dialogs as en } from '../../messages/en/dialogs.ts'
import { dialogs as ko } from '../../messages/ko/dialogs.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the dialogs about a task, in the language on screen. They come with them. */
export const dialogWords = inLanguage({ ko, en })
