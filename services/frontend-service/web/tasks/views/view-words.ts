import { views as en } from '../../messages/en/views.ts'
import { views as ko } from '../../messages/ko/views.ts'
import { inLanguage } from '../../messages.ts'

/** The words of saved views, in the language on screen. They come with them. */
export const viewWords = inLanguage({ ko, en })
