import { reactions as en } from '../../messages/en/reactions.ts'
import { reactions as ko } from '../../messages/ko/reactions.ts'
import { inLanguage } from '../../messages.ts'

export const reactionWords = inLanguage({ ko, en })
