import { suggestedKey } from './suggested-key.ts'

test.each([
  ['Mobile app 2.0', 'MA'],
  ['Website', 'WEB'],
  ['홈페이지 개편', 'HG'],
  ['운영', 'UNN'],
  ['', ''],
])('%s suggests %s', (name, key) => {
  expect(suggestedKey(name)).toBe(key)
})
