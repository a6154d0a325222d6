import { table as en } from '../../messages/en/table.ts'
import { table as ko } from '../../messages/ko/table.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the table, in the language on screen. They come with it. */
export const tableWords = inLanguage({ ko, en })
