import { dashboard as en } from '../messages/en/dashboard.ts'
import { dashboard as ko } from '../messages/ko/dashboard.ts'
import { inLanguage } from '../messages.ts'

/** The words of figures and charts, in the language on screen. They come with them. */
export const dashboardWords = inLanguage({ ko, en })
