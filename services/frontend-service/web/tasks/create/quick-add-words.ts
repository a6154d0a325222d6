import { quickAdd as en } from '../../messages/en/quick-add.ts'
import { quickAdd as ko } from '../../messages/ko/quick-add.ts'
import { inLanguage } from '../../messages.ts'

/** The words of quick add, in the language on screen. They come with it: the first screen has no room for them. */
export const quickAddWords = inLanguage({ ko, en })
