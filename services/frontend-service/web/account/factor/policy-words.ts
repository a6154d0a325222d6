import { factorPolicy as en } from '../../messages/en/account/factor-policy.ts'
import { factorPolicy as ko } from '../../messages/ko/account/factor-policy.ts'
import { inLanguage } from '../../messages.ts'

/** About workspaces that ask for a second factor, in the language on screen. The words come with what shows them. */
export const policyWords = inLanguage({ ko, en })
