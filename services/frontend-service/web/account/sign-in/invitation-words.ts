import { invitation as en } from '../../messages/en/account/invitation.ts'
import { invitation as ko } from '../../messages/ko/account/invitation.ts'
import { inLanguage } from '../../messages.ts'

/** About invitations, in the language on screen. The words come with what shows them. */
export const invitationWords = inLanguage({ ko, en })
