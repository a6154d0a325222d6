import { sharing as en } from '../../messages/en/project/sharing.ts'
import { sharing as ko } from '../../messages/ko/project/sharing.ts'
import { inLanguage } from '../../messages.ts'

/** The words about tasks that are shared alone, in the language on screen. They come with what shows them. */
export const sharingWords = inLanguage({ ko, en })
