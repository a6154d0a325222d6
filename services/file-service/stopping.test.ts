import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startStoppingProcess } from './testing/stopping-process.ts'

let endings: Awaited<ReturnType<typeof startStoppingProcess>>
beforeAll(async () => {
  endings = await startStoppingProcess()
})
afterAll(() => endings.close())

test('a service that is told to end while it starts ends within two seconds and complains of nothing', async () => {
  for (const ms of [0, 100, 250, 400, 600]) {
    const end = await endings.endedAfter(ms)
    expect(end).toMatchObject({ isWell: true, err: '' })
    expect(end.ms).toBeLessThan(2000)
  }
})

test('told twice in the middle of an upload, it takes the rest, answers, and ends well', async () => {
  const { lateMs, ...end } = await endings.upload(2)
  const rows = [{ state: 'ready', size: 200_000 }]
  expect(end).toEqual({ status: 200, code: 0, err: '', rows, stored: 1 })
  expect(lateMs).toBeLessThan(3000)
})
