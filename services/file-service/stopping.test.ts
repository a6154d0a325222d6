import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startStoppingProcess } from './testing/stopping-process.ts'

let endings: Awaited<ReturnType<typeof startStoppingProcess>>
beforeAll(async () => {
  endings = await startStoppingProcess()
})
afterAll(() => endings.close())

test('a service that is told to end while it starts ends and complains of nothing', async () => {
  for (const ms of [0, 100, 250, 400, 600]) {
    expect(await endings.endedAfter(ms)).toEqual({ isWell: true, err: '' })
  }
})

test('told twice in the middle of an upload, it takes the rest, answers, and ends well', async () => {
  const rows = [{ state: 'ready', size: 200_000 }]
  expect(await endings.upload(2)).toEqual({ status: 200, code: 0, err: '', rows, stored: 1 })
})
