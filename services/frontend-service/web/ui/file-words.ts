import { files as en } from '../messages/en/files.ts'
import { files as ko } from '../messages/ko/files.ts'
import { inLanguage } from '../messages.ts'

/** The words of files, in the language on screen. They come with what shows files: the first screen has no room for them. */
export const fileWords = inLanguage({ ko, en })
