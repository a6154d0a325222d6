import { recovery as en } from '../../messages/en/account/recovery.ts'
import { recovery as ko } from '../../messages/ko/account/recovery.ts'
import { inLanguage } from '../../messages.ts'

/** About forgotten passwords, in the language on screen. The words come with what shows them. */
export const recoveryWords = inLanguage({ ko, en })
