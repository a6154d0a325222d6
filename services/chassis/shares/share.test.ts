import { expect, test } from '@jest/globals'
import { createShare } from './share.ts'

const refuse = () => new Error('used up')

test('one gets no more than a share, and the next of it when something is given back', async () => {
  const { take } = createShare({ each: 2, waitMs: 60_000, refuse })
  const first = await take('alice')
  await take('alice')
  let hasThird = false
  const third = take('alice').then((giveBack) => {
    hasThird = true
    return giveBack
  })
  await take('bob')
  expect(hasThird).toBe(false)
  first()
  first()
  await third
})

test('who waits takes turns, however much each of them waits for', async () => {
  const { take } = createShare({ each: 5, all: 1, waitMs: 60_000, refuse })
  const turns: string[] = []
  const now = await take('alice')
  const waiting = ['alice', 'alice', 'alice', 'bob', 'bob'].map(async (who) => {
    const giveBack = await take(who)
    turns.push(who)
    giveBack()
  })
  await Promise.resolve()
  now()
  await Promise.all(waiting)
  expect(turns).toEqual(['alice', 'bob', 'alice', 'bob', 'alice'])
})

test('who waits in vain, or behind too much, is refused and holds nothing', async () => {
  const { take } = createShare({ each: 1, waiting: 1, waitMs: 50, refuse })
  const giveBack = await take('alice')
  const waiting = take('alice')
  await expect(take('alice')).rejects.toThrow('used up')
  await expect(waiting).rejects.toThrow('used up')
  giveBack()
  await take('alice')
})

test('what is heavier than a share goes alone', async () => {
  const { take } = createShare({ each: 5, waitMs: 60_000, refuse })
  const giveBack = await take('alice', 10)
  const small = take('alice')
  giveBack()
  await small
})
