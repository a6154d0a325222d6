import { operations as en } from '../../messages/en/account/operations.ts'
import { operations as ko } from '../../messages/ko/account/operations.ts'
import { inLanguage } from '../../messages.ts'

/** How the installation fares, in the language on screen. The words come with what shows them. */
export const operationsWords = inLanguage({ ko, en })
