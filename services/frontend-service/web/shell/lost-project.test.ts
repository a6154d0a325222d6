import { expect, test } from '@jest/globals'
import { isOnScreen } from './lost-project.ts'

test.each([
  ['/w/haneul/p/WEB/board', '', true],
  ['/w/haneul/t/WEB-42', '', true],
  ['/w/haneul/home', '?peek=WEB-7', true],
  ['/w/haneul/p/APP/list', '?peek=WEB-7', true],
  ['/w/haneul/p/WEB2/board', '', false],
  ['/w/haneul/t/WEB2-1', '', false],
  ['/w/WEB/projects', '', false],
])('%s%s shows WEB: %s', (pathname, search, isShown) => {
  expect(isOnScreen('WEB', { pathname, search })).toBe(isShown)
})
