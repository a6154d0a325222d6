import { audit as en } from '../../messages/en/account/audit.ts'
import { audit as ko } from '../../messages/ko/account/audit.ts'
import { inLanguage } from '../../messages.ts'

/** The words of the audit log, in the language on screen. They come with what shows them. */
export const auditWords = inLanguage({ ko, en })
