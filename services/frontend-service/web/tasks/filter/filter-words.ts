import { filter as en } from '../../messages/en/filter.ts'
import { filter as ko } from '../../messages/ko/filter.ts'
import { language } from '../../messages.ts'

/** The words of the filter, in the language on screen. They come with it: the first screen has no room for them. */
export const filterWords = () => (language === 'ko' ? ko : en)
