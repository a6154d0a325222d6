import { TRPCClientError } from '@trpc/client'
import type { z } from 'zod'
import { issueOf } from '../../../../chassis/text.ts'
import {
  changedStatus,
  changedTask,
  newProject,
  newTask,
} from '../../../../task-service/contract.ts'
import { changedMe, newAccount, newApiToken } from '../../../../user-service/contract.ts'
import { setLanguage } from '../../messages.ts'
import { fieldErrors, wordsOf } from './field-errors.ts'

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: {} } })
})

/** What a person reads beside `field` when its value is refused. */
const told = (schema: z.ZodType, field: string, value: unknown) => {
  const { error } = schema.safeParse({ [field]: value })
  return wordsOf((error?.issues ?? []).map(issueOf))[field]
}

const cases: [z.ZodObject, field: string, value: unknown, ko: string, en: string][] = [
  [newApiToken, 'expiresAt', '', '날짜를 고르세요.', 'Pick a day.'],
  [newApiToken, 'scopes', [], '1개 이상 고르세요.', 'Choose at least 1.'],
  [newApiToken, 'name', 'a'.repeat(81), '80자까지 쓸 수 있습니다.', 'At most 80 characters.'],
  [newAccount, 'name', ' ', '비워 둘 수 없습니다.', 'This cannot be empty.'],
  [
    ...([newAccount, 'name', 'a\0'] as const),
    '저장할 수 없는 문자가 들어 있습니다. 그 문자를 지우고 다시 하세요.',
    'It contains a character that cannot be saved. Delete that and try again.',
  ],
  [
    ...([newAccount, 'invitation', 'half'] as const),
    '링크가 온전하지 않습니다. 받은 곳에서 다시 여세요.',
    'This link is not whole. Open it again where you got it.',
  ],
  [
    ...([changedMe, 'timeZone', 'Mars/Base'] as const),
    'Asia/Seoul과 같은 시간대가 아닙니다.',
    'This is not a time zone, such as Asia/Seoul.',
  ],
  [newTask, 'estimate', 1e9, '1,000 이하여야 합니다.', 'A number up to 1,000.'],
  [newTask, 'estimate', -1, '0 이상이어야 합니다.', 'A number from 0 on.'],
  [newTask, 'estimate', 0.1, '0.25 단위로 쓰세요.', 'A number in steps of 0.25.'],
  [newTask, 'estimate', Number.NaN, '숫자가 아닙니다.', 'This is not a number.'],
  [
    ...([newTask, 'labelIds', Array(101).fill(crypto.randomUUID())] as const),
    '20개까지 됩니다.',
    'At most 20 of them.',
  ],
  [
    ...([newTask, 'dueDate', '2026-02-30'] as const),
    '1970년부터 2199년까지의 날짜가 아닙니다.',
    'This is not a day from 1970 to 2199.',
  ],
  [
    ...([newTask, 'startDate', '2200-01-01'] as const),
    '1970년부터 2199년까지의 날짜가 아닙니다.',
    'This is not a day from 1970 to 2199.',
  ],
  [
    ...([changedTask, 'dueTime', '25:00'] as const),
    '15:00과 같은 시각이 아닙니다.',
    'This is not a time, such as 15:00.',
  ],
  [changedStatus, 'wipLimit', 0, '1 이상이어야 합니다.', 'A number from 1 on.'],
  [
    ...([newProject, 'key', '웹'] as const),
    '대문자로 시작해 대문자와 숫자 2–10자로 쓰세요.',
    'A capital letter, then capitals and digits; 2–10 in all.',
  ],
  [
    ...([newProject, 'color', 'pale'] as const),
    '고른 항목이 이제 없습니다. 다시 고르세요.',
    'What was chosen is not there any more. Choose again.',
  ],
]

test.each(cases)('what a refused value breaks is told in both languages (%#)', async (...given) => {
  const [schema, field, value, ko, en] = given
  await setLanguage('ko')
  expect(told(schema, field, value)).toBe(ko)
  await setLanguage('en')
  expect(told(schema, field, value)).toBe(en)
})

test('what fits the schema and is refused for what it names says why', async () => {
  await setLanguage('en')
  const refused = (facts: object) => {
    const data = { httpStatus: 400, ...facts }
    return fieldErrors(TRPCClientError.from({ error: { message: '', code: -32600, data } }))
  }
  const startDate = 'must not be after the due date 2026-11-01'
  expect(refused({ reason: 'starts_after_due', fields: { startDate } })).toEqual({
    startDate: 'A task cannot start after it is due.',
  })
  expect(refused({ fields: { dueTime: 'needs a due date' } })).toEqual({
    dueTime: 'A time needs a due date.',
  })
  expect(refused({ fields: { startTime: 'needs a start date' } })).toEqual({
    startTime: 'A time needs a start date.',
  })
  expect(refused({ fields: { labelIds: 'must be labels of this project' } })).toEqual({
    labelIds: 'What was chosen is not there any more. Choose again.',
  })
})
