import { activity as en } from '../../messages/en/activity.ts'
import { activity as ko } from '../../messages/ko/activity.ts'
import { inLanguage } from '../../messages.ts'

/** The words of what happened, in the language on screen. They come with what shows them. */
export const activityWords = inLanguage({ ko, en })
