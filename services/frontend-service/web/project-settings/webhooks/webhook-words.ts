import { webhooks as en } from '../../messages/en/project/webhooks.ts'
import { webhooks as ko } from '../../messages/ko/project/webhooks.ts'
import { inLanguage } from '../../messages.ts'

/** The words about webhooks, in the language on screen. */
export const webhookWords = inLanguage({ ko, en })
