import { readers as en } from '../../messages/en/project/readers.ts'
import { readers as ko } from '../../messages/ko/project/readers.ts'
import { inLanguage } from '../../messages.ts'

/** The words about who sees what, in the language on screen. They come with the dialog. */
export const readerWords = inLanguage({ ko, en })
