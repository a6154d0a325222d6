import { expect, test } from '@jest/globals'
import { sizeWords } from '../ui/size-words.ts'
import { partsOf } from './file.ts'

test.each([
  [0, '0 B'],
  [27, '27 B'],
  [14 * 1024, '14 KB'],
  [1.8 * 1024 ** 2, '1.8 MB'],
  [100 * 1024 ** 2, '100 MB'],
  [10 * 1024 ** 3, '10 GB'],
])('%i bytes read as %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

test('the ending of a name stays whole when the name is cut', () => {
  expect(partsOf('개인정보 처리방침 개정안.pdf')).toEqual({
    stem: '개인정보 처리방침 개정안',
    ending: '.pdf',
  })
  expect(partsOf('README')).toEqual({ stem: 'README', ending: '' })
  expect(partsOf('.env')).toEqual({ stem: '.env', ending: '' })
})
