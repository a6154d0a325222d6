import { josa } from './particles.ts'

test.each([
  ['보고서', '보고서를'],
  ['일정', '일정을'],
  ['HTML', 'HTML을'],
  ['WEB-3', 'WEB-3을'],
  ['WEB-2', 'WEB-2를'],
  ['WEB-10', 'WEB-10을'],
  ['CSS', 'CSS를'],
  ['“초안”', '“초안”을'],
])('%s takes its object particle', (word, expected) => {
  expect(josa.eul(word)).toBe(expected)
})

test.each([
  ['1', '1로'],
  ['서울', '서울로'],
  ['검토', '검토로'],
  ['진행 중', '진행 중으로'],
  ['3', '3으로'],
  ['URL', 'URL로'],
])('%s takes its direction particle, ㄹ counting as a vowel', (word, expected) => {
  expect(josa.ro(word)).toBe(expected)
})

test('subject, topic and company follow the same sound', () => {
  expect(josa.i('김지은')).toBe('김지은이')
  expect(josa.eun('Alice')).toBe('Alice는')
  expect(josa.gwa('APP-7')).toBe('APP-7과')
})
