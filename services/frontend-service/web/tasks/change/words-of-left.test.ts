import { beforeAll, expect, test } from '@jest/globals'
import { setLanguage } from '../../messages.ts'
import { wordsOfLeft } from './words-of-left.ts'

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: {} } })
})

const left = (reason: 'gone' | 'changed' | 'full' | 'in_trash', key: string | null = 'TM-1') => ({
  ...{ taskId: 'a', key, field: 'task', reason, by: null, at: null },
})

test.each([
  ['ko', 0, [left('gone')], 'TM-1은 영구히 삭제되어 되돌릴 수 없습니다.'],
  ['en', 0, [left('gone')], 'TM-1 was deleted for good and cannot be restored.'],
  ['en', 1, [left('gone')], '1 task is as before. 1 task was deleted for good.'],
  ['en', 0, [left('gone', null)], '0 tasks are as before. 1 task was deleted for good.'],
  ['en', 0, [left('changed')], 'TM-1 was changed by someone else since and stays as it is.'],
  ['en', 2, [left('gone'), left('changed')], '2 tasks are as before. 2 values stay as now.'],
  ['en', 0, [left('full')], 'TM-1 stays where it is: the status it had is full.'],
  ['ko', 0, [left('full')], 'TM-1은 이전 상태가 가득 차 그대로 두었습니다.'],
  ['en', 2, [left('full')], '2 tasks are as before. 1 task stays: the status they had is full.'],
  [
    'ko',
    2,
    [left('full'), left('full')],
    '작업 2개를 되돌렸습니다. 2개는 이전 상태가 가득 차 그대로 두었습니다.',
  ],
  [
    'en',
    1,
    [left('changed'), left('changed')],
    '1 task is as before. 2 values were changed since and left alone.',
  ],
  ['en', 1, [left('in_trash')], '1 task is as before. 1 value stays as now.'],
] as const)(
  'what undo leaves as it is, in %s: %j of %j',
  async (language, changed, rest, words) => {
    await setLanguage(language)
    expect(wordsOfLeft({ changed, left: [...rest] })).toBe(words)
  },
)
