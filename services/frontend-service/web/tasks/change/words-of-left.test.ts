import { beforeAll, expect, test } from '@jest/globals'
import { setLanguage } from '../../messages.ts'
import { wordsOfLeft } from './words-of-left.ts'

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: {} } })
})

const left = (reason: 'gone' | 'changed', key: string | null = 'TM-1') => ({
  ...{ taskId: 'a', key, field: 'task', reason, by: null, at: null },
})

test.each([
  ['ko', 0, [left('gone')], 'TM-1은 영구히 삭제되어 되돌릴 수 없습니다.'],
  ['en', 0, [left('gone')], 'TM-1 was deleted for good and cannot be restored.'],
  ['en', 1, [left('gone')], '1 task is as before. 1 task was deleted for good.'],
  ['en', 0, [left('gone', null)], '0 tasks are as before. 1 task was deleted for good.'],
  ['en', 0, [left('changed')], 'TM-1 was changed by someone else since and stays as it is.'],
  [
    'en',
    2,
    [left('gone'), left('changed')],
    '2 tasks are as before. 2 values were changed since and left alone.',
  ],
] as const)(
  'what undo leaves as it is, in %s: %j of %j',
  async (language, changed, rest, words) => {
    await setLanguage(language)
    expect(wordsOfLeft({ changed, left: [...rest] })).toBe(words)
  },
)
