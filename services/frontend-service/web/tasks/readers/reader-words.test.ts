import { expect, test } from '@jest/globals'
import { readers as en } from '../../messages/en/project/readers.ts'
import { readers as ko } from '../../messages/ko/project/readers.ts'

test('whoever gave themselves a role did so themselves: nobody reads that they added themselves as another', () => {
  const given = { role: 'member', by: null, day: '3 Nov' }
  expect(en.reasons.added(given, true)).toBe('because you added yourself on 3 Nov')
  expect(en.reasons.changed(given, true)).toBe('because you made yourself member on 3 Nov')
  expect(en.reasons.added(given, false)).toBe('because you added them on 3 Nov')
  expect(en.reasons.added({ ...given, by: 'Mina' }, true)).toBe('because Mina added you on 3 Nov')
  expect(ko.reasons.added({ ...given, day: '11월 3일' }, true)).toBe('내가 직접 11월 3일에 들어와')
  expect(ko.reasons.added({ ...given, day: '11월 3일' }, false)).toBe('내가 11월 3일에 추가하여')
})
