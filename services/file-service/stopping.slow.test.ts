import { expect, test } from '@jest/globals'
import { startStoppingProcess } from './testing/stopping-process.ts'

test('told twice to end in an upload of twenty seconds, file-service takes all of it and ends well', async () => {
  const endings = await startStoppingProcess()
  const rows = [{ state: 'ready', size: 2_000_000 }]
  expect(await endings.upload(20)).toEqual({ status: 200, code: 0, err: '', rows, stored: 1 })
  await endings.close()
})
