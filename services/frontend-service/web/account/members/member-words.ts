import { members as en } from '../../messages/en/account/members.ts'
import { members as ko } from '../../messages/ko/account/members.ts'
import { inLanguage } from '../../messages.ts'

/** About members and invitations, in the language on screen. The words come with what shows them. */
export const memberWords = inLanguage({ ko, en })
