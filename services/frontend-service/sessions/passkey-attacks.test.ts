import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { digest } from '../../chassis/identity.ts'
import { testSettings } from '../../testing/settings.ts'
import { createFactorKeys } from '../../user-service/factors/factor-keys.ts'
import { newChallenge } from '../../user-service/passkeys/challenges.ts'
import { place } from '../../user-service/testing/keys-to.ts'
import { type SoftPasskey, softPasskey } from '../../user-service/testing/soft-passkey.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import type { Browser } from '../testing/browser.ts'
import { startMailedSystem } from '../testing/mailed-system.ts'
import { ask, enter, notTaken, refused, withPasskey } from '../testing/passkeys.ts'
import type { Person } from '../testing/people.ts'

const { system, rows, elsewhere } = await startMailedSystem()

const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const keys = createFactorKeys(testSettings)
const bytes = (challenge: Uint8Array) => Buffer.from(challenge).toString('base64url')
const handleOf = ({ id }: Person) =>
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

interface Attack {
  readonly soft: SoftPasskey
  readonly browser: Browser
  readonly mina: Person
  readonly added: { readonly id: string }
  readonly options: Awaited<ReturnType<typeof ask>>
}

/** What may come to the door of a passkey and is none that counts. */
const attacks: Record<string, (attack: Attack) => Promise<ReturnType<SoftPasskey['sign']>>> = {
  'that nobody knows': async ({ options }) => softPasskey(place).sign(options),
  'that was removed': async ({ soft, options, mina, added }) => {
    await mina.trpc.gateway.passkeys.remove.mutate({ id: added.id })
    return soft.sign(options)
  },
  'of a disabled account': async ({ soft, options, mina }) => {
    await rows.query('update "User" set "disabledAt" = now() where id = $1', [mina.id])
    return soft.sign(options)
  },
  'signed by another key': async ({ soft, options }) => soft.sign(options, { key: otherKey }),
  'that says it is somebody else’s': async ({ soft, options }) =>
    soft.sign(options, { userHandle: handleOf(await system.person('Other')) }),
  'that did not verify its owner': async ({ soft, options }) =>
    soft.sign(options, { isVerified: false }),
  'signed on a page of another origin': async ({ soft, options }) =>
    soft.sign(options, { origin: 'https://tasks.example.com.evil.example' }),
  'signed on the plain page': async ({ soft, options }) =>
    soft.sign(options, { origin: 'http://tasks.example.com' }),
  'for another party': async ({ soft, options }) => soft.sign(options, { rpId: 'example.com' }),
  'that was made, not used': async ({ soft, options }) =>
    soft.sign(options, { type: 'webauthn.create' }),
  'for a challenge of its own': async ({ soft }) =>
    soft.sign({ challenge: randomBytes(32).toString('base64url') }),
  'for the challenge of another browser': async ({ soft }) => soft.sign(await ask(elsewhere())),
  'for a challenge that a session asked for': async ({ soft, mina }) => {
    const { passkeySignIns } = mina.trpc.gateway
    return soft.sign(await passkeySignIns.ask.mutate({ for: 'proof' }))
  },
  'for a challenge that has ended': async ({ soft, browser }) => {
    const asked = { for: 'sign-in', at: digest(browser.jar.get('passkey') ?? '') } as const
    return soft.sign({ challenge: bytes(newChallenge(keys, asked, Date.now() - 300_000)) })
  },
  'that somebody has a copy of': async ({ soft, options, browser }) => {
    await enter(browser, soft.sign(options, { counter: 100 }))
    const fresh = await ask(browser)
    return soft.sign(fresh, { counter: 100 })
  },
}

test.each(Object.keys(attacks))('a passkey %s is refused as all others are', async (name) => {
  const mina = await system.person('Mina')
  const { soft, added } = await withPasskey(mina)
  const browser = elsewhere()
  const options = await ask(browser)
  const answer = await attacks[name]?.({ soft, browser, mina, added, options })
  browser.jar.delete('sid')
  if (!answer) throw new Error(name)
  // Whatever it was, nothing else is told.
  expect({ ...(await refusalOf(enter(browser, answer))), requestId: '' }).toEqual({
    ...{ ...refused, httpStatus: 401, path: 'passkeySignIns.enter', requestId: '' },
    message: 'This passkey is not recognised',
  })
  expect(browser.jar.has('sid')).toBe(false)
})

test('what was expired or given for something else would count where it was right', async () => {
  const { soft } = await withPasskey(await system.person('Mina'))
  const browser = elsewhere()
  await ask(browser)
  const asked = { for: 'sign-in', at: digest(browser.jar.get('passkey') ?? '') } as const
  await enter(browser, soft.sign({ challenge: bytes(newChallenge(keys, asked)) }))
  expect(browser.jar.has('sid')).toBe(true)
})

/** What a browser may claim to have made, and has not. */
const forgeries: Record<string, (soft: SoftPasskey, options: { challenge: string }) => object> = {
  'without verifying its owner': (soft, options) => soft.register(options, { isVerified: false }),
  'on a page of another origin': (soft, options) =>
    soft.register(options, { origin: 'https://evil.example' }),
  'for another party': (soft, options) => soft.register(options, { rpId: 'evil.example' }),
  'for a challenge of its own': (soft) =>
    soft.register({ challenge: randomBytes(32).toString('base64url') }),
  'by using it': (soft, options) => soft.register(options, { type: 'webauthn.get' }),
}

test.each(Object.keys(forgeries))('a passkey made %s is not added', async (name) => {
  const mina = await system.person('Mina')
  const { passkeys } = mina.trpc.gateway
  const made = forgeries[name]?.(softPasskey(place), await passkeys.start.mutate())
  const registration = made as ReturnType<SoftPasskey['register']>
  expect(await refusalOf(passkeys.add.mutate({ name: 'x', registration }))).toMatchObject(notTaken)
  expect((await passkeys.list.query()).passkeys).toEqual([])
})

test('what a passkey says of its maker is not looked at: certificates in it name addresses to ask', async () => {
  const { passkeys } = (await system.person('Mina')).trpc.gateway
  for (const fmt of ['android-key', 'packed', 'tpm', 'of the next year']) {
    const attStmt = new Map([['x5c', Buffer.from('no certificate')]])
    const options = await passkeys.start.mutate()
    const registration = softPasskey(place).register(options, { statement: { fmt, attStmt } })
    await passkeys.add.mutate({ name: fmt, registration })
  }
  expect((await passkeys.list.query()).passkeys).toHaveLength(4)
})

test('who brings too many that are none has to wait, and their owner has not', async () => {
  const { soft } = await withPasskey(await system.person('Mina'))
  const guesser = elsewhere()
  const guess = async () =>
    refusalOf(enter(guesser, soft.sign(await ask(guesser), { key: otherKey })))
  for (let tries = 0; tries < 20; tries += 1) expect(await guess()).toMatchObject(refused)
  expect(await guess()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  const home = elsewhere()
  await enter(home, soft.sign(await ask(home)))
})
