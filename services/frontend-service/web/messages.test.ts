import { expect, test } from '@jest/globals'
import { ko } from './messages/ko.ts'
import { language, m, setLanguage } from './messages.ts'

Object.assign(globalThis, { document: { documentElement: {} } })

test('the language that was asked for last is shown, whichever words come first', async () => {
  const ofBrowser = setLanguage('en')
  await setLanguage('ko')
  await ofBrowser
  expect([language, m]).toEqual(['ko', ko])
})
