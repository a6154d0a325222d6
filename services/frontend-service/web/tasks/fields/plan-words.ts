import { plan as en } from '../../messages/en/plan.ts'
import { plan as ko } from '../../messages/ko/plan.ts'
import { inLanguage } from '../../messages.ts'

/** The words about start and estimate, in the language on screen. They come with what shows them. */
export const planWords = inLanguage({ ko, en })
