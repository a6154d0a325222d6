import { teams as en } from '../../messages/en/account/teams.ts'
import { teams as ko } from '../../messages/ko/account/teams.ts'
import { inLanguage } from '../../messages.ts'

/** About teams, in the language on screen. The words come with what shows them. */
export const teamWords = inLanguage({ ko, en })
