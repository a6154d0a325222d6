import { board, dashboard, entry, list } from './search.ts'

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

test('groups within those of a list and lanes of a board have names of their own', () => {
  expect(list({ within: 'due', sub: 'label' })).toMatchObject({ within: 'due', sub: 'label' })
  expect(list({ within: 7 }).within).toBeUndefined()
})

test('what an address may not say is dropped', () => {
  expect(list({ all: 'yes', q: '' })).toEqual({ all: undefined, q: undefined })
  expect(dashboard({ days: '28' })).toEqual({ days: 28 })
  expect(dashboard({ days: '29' })).toEqual({ days: undefined })
})

test('an address from before filters had words means the same', () => {
  expect(list({ mine: true })).toEqual({ q: 'status:open assignee:me', all: undefined })
  expect(list({ mine: 'true', all: true })).toEqual({ q: 'assignee:me', all: true })
  expect(board({ mine: true })).toEqual({ q: 'assignee:me', all: undefined })
})

test('a filter that looks like a number is still text', () => {
  expect(list({ q: 42 })).toEqual({ q: '42', all: undefined })
})
