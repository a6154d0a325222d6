import { deleteAccount as en } from '../../messages/en/account/delete-account.ts'
import { deleteAccount as ko } from '../../messages/ko/account/delete-account.ts'
import { inLanguage } from '../../messages.ts'

/** About deleting one's account, in the language on screen. The words come with what shows them. */
export const accountWords = inLanguage({ ko, en })
