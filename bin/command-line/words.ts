import { activity as activityEn } from '../../services/frontend-service/web/messages/en/activity.ts'
import { activity as activityKo } from '../../services/frontend-service/web/messages/ko/activity.ts'
import { en } from './words/en.ts'
import { ko } from './words/ko.ts'

export type Words = typeof ko
export type Language = 'ko' | 'en'

export const wordsOf = (language: Language): Words => (language === 'ko' ? ko : en)

/** The words of what happened, which are those of the web app. */
export const activityWordsOf = (language: Language) => (language === 'ko' ? activityKo : activityEn)

/** What the environment says, as other programs read it; the first that is set decides. */
export function languageOf({
  TASKMATE_LANG,
  LC_ALL,
  LC_MESSAGES,
  LANG,
}: NodeJS.ProcessEnv): Language {
  const said = TASKMATE_LANG || LC_ALL || LC_MESSAGES || LANG || ''
  return said.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
