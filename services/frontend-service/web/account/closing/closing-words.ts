import { closedWorkspace as en } from '../../messages/en/account/closed-workspace.ts'
import { closedWorkspace as ko } from '../../messages/ko/account/closed-workspace.ts'
import { inLanguage } from '../../messages.ts'

/** About a workspace that is closed until it is deleted, in the language on screen. The words come with what shows them. */
export const closingWords = inLanguage({ ko, en })
