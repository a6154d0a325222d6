import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { refusalOf } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest()

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

test('the time of an answer does not tell whether an account exists', async () => {
  const run = randomBytes(2).toString('hex')
  const people = []
  for (let nth = 0; nth < 25; nth += 1) people.push(await users.person('Alice'))
  const timed = async (email: string, nth: number) => {
    const since = performance.now()
    const device = { ip: `2001:db8:${run}:${nth}::1`, userAgent: '' }
    const call = users.gateway.sessions.create.mutate({ email, password: 'a guess', ...device })
    expect(await refusalOf(call)).toMatchObject({ code: 'UNAUTHORIZED' })
    return performance.now() - since
  }
  const [known, unknown]: [number[], number[]] = [[], []]
  // In turns, so that whatever else the machine does slows both alike.
  for (let nth = 0; nth < 200; nth += 1) {
    known.push(await timed(people[nth % people.length]?.email ?? '', 2 * nth))
    unknown.push(await timed(`nobody${nth}.${run}@taskmate.example`, 2 * nth + 1))
  }
  expect(Math.abs(median(known) / median(unknown) - 1)).toBeLessThan(0.25)
})
