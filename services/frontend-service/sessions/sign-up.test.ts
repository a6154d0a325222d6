import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openBrowser } from '../testing/browser.ts'
import { password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

const LIMIT = 3
let system: System
beforeAll(async () => {
  system = await startSystem({
    all: { TRUSTED_PROXIES: '127.0.0.1' },
    user: { SIGN_UPS_PER_HOUR: String(LIMIT) },
  })
})
afterAll(() => system.close())

const run = randomBytes(2).toString('hex')
let count = 0
/** Signs up as the ingress passes it on: what it saw itself stands last. */
async function signUp(headers: Record<string, string>) {
  count += 1
  const email = `new.${count}.${run}@taskmate.example`
  const answer = await openBrowser(system.url).request('/trpc/gateway/session.signUp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name: 'New', email, password, locale: 'en' }),
  })
  const { error } = (await answer.json()) as { error?: { message: string; data: object } }
  return { status: answer.status, wait: answer.headers.get('retry-after'), ...error }
}

test('accounts from one address are limited, whatever addresses the client claims to have', async () => {
  const seen = `2001:db8:${run}:1::1`
  const claims: Record<string, string>[] = [
    { 'x-forwarded-for': seen },
    { 'x-forwarded-for': `198.51.100.1, ${seen}` },
    { 'x-forwarded-for': `198.51.100.2, 198.51.100.3, ${seen}`, 'x-real-ip': '198.51.100.4' },
    { 'x-forwarded-for': `198.51.100.5,${seen}`, forwarded: 'for=198.51.100.6' },
    { 'x-forwarded-for': `unknown, ${seen}`, 'cf-connecting-ip': '198.51.100.7' },
  ]
  const answers: Awaited<ReturnType<typeof signUp>>[] = []
  for (const claim of claims) answers.push(await signUp(claim))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
  for (const { wait, message, data } of answers.slice(LIMIT)) {
    expect(Number(wait)).toBeGreaterThan(3000)
    expect(message).toBe(`Too many new accounts from this address: at most ${LIMIT} an hour`)
    expect(data).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'sign_ups', limit: LIMIT })
  }
  // Somebody elsewhere is not kept out by claims to be there.
  expect(await signUp({ 'x-forwarded-for': `${seen}, 2001:db8:${run}:2::1` })).toMatchObject({
    status: 200,
  })
})
