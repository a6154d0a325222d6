import { expect, test } from '@jest/globals'
import { expired } from './retention.ts'

const now = new Date('2026-03-20T02:00:00Z')
const files = (moment: string) => [`${moment}/a.dump`, `${moment}/manifest.json`]
const old = '2026-03-01T02-00-00Z'
const fresh = '2026-03-19T02-00-00Z'

test('backups older than two weeks go, the manifest first', () => {
  expect(expired([...files(old), ...files(fresh)], now, 14)).toEqual(files(old).reverse())
})

test('the newest whole backup stays, however old it is and whatever broke off after it', () => {
  expect(expired([...files(old), '2026-03-02T02-00-00Z/a.dump'], now, 14)).toEqual([
    '2026-03-02T02-00-00Z/a.dump',
  ])
})

test('0 days leaves it to the store', () => {
  expect(expired([...files(old), ...files(fresh)], now, 0)).toEqual([])
})
