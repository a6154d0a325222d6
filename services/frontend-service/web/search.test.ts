import { dashboard, entry, filter } from './search.ts'

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:1',
])('signing in never leads to %s', (next) => {
  expect(entry({ next }).next).toBeUndefined()
})

test('signing in leads back inside', () => {
  expect(entry({ next: '/w/studio/p/WEB/board?peek=WEB-42' }).next).toBe(
    '/w/studio/p/WEB/board?peek=WEB-42',
  )
})

test('what an address may not say is dropped', () => {
  expect(filter({ all: 'yes', mine: true })).toStrictEqual({ all: undefined, mine: true })
  expect(dashboard({ days: '28' })).toStrictEqual({ days: 28 })
  expect(dashboard({ days: '29' })).toStrictEqual({ days: undefined })
})
