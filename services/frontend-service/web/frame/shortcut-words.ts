import { shortcuts as en } from '../messages/en/shortcuts.ts'
import { shortcuts as ko } from '../messages/ko/shortcuts.ts'
import { inLanguage } from '../messages.ts'

/** What keys do, in the language on screen. The words come with what shows them. */
export const shortcutWords = inLanguage({ ko, en })
