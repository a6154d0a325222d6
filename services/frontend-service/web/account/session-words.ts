import { sessions as en } from '../messages/en/account/sessions.ts'
import { sessions as ko } from '../messages/ko/account/sessions.ts'
import { inLanguage } from '../messages.ts'

/** About signed-in devices, in the language on screen. The words come with what shows them. */
export const sessionWords = inLanguage({ ko, en })
