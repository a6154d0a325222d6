import { internal as en } from '../../messages/en/comments.ts'
import { internal as ko } from '../../messages/ko/comments.ts'
import { inLanguage } from '../../messages.ts'

export const internalWords = inLanguage({ ko, en })
