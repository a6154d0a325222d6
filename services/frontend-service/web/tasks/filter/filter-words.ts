import { filter as en } from '../../messages/en/filter.ts'
import { filter as ko } from '../../messages/ko/filter.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the filter, in the language on screen. They come with it: the first screen has no room for them. */
export const filterWords = inLanguage({ ko, en })
