import { reactions as en } from '../../messages/en/comments.ts'
import { reactions as ko } from '../../messages/ko/comments.ts'
import { inLanguage } from '../../messages.ts'

export const reactionWords = inLanguage({ ko, en })
