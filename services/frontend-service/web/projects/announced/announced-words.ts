import { announced as en } from '../../messages/en/project/announced.ts'
import { announced as ko } from '../../messages/ko/project/announced.ts'
import { inLanguage } from '../../messages.ts'

/** The words about who gains and loses, in the language on screen. They come with the settings of a project. */
export const announcedWords = inLanguage({ ko, en })
