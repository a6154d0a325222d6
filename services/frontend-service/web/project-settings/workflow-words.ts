import { workflow as en } from '../messages/en/workflow.ts'
import { workflow as ko } from '../messages/ko/workflow.ts'
import { inLanguage } from '../messages.ts'

/** The words about statuses, in the language on screen. They come with the settings: the first screen has no room. */
export const workflowWords = inLanguage({ ko, en })
