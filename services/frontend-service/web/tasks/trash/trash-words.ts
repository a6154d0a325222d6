import { trash as en } from '../../messages/en/trash.ts'
import { trash as ko } from '../../messages/ko/trash.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the trash, in the language on screen. They come with it: the first screen has no room for them. */
export const trashWords = inLanguage({ ko, en })
