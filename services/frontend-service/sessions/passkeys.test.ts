import { expect, test } from '@jest/globals'
import { PASSKEYS_MAX } from '../../user-service/limits.ts'
import { place } from '../../user-service/testing/keys-to.ts'
import { type SoftPasskey, softPasskey } from '../../user-service/testing/soft-passkey.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import type { Browser } from '../testing/browser.ts'
import { startMailedSystem } from '../testing/mailed-system.ts'
import { ask, enter, notTaken, refused, withPasskey } from '../testing/passkeys.ts'
import { type Person, password } from '../testing/people.ts'
import { turnFactorOn } from '../testing/second-factor.ts'
import { ageSessions } from '../testing/stale-sessions.ts'

const { system, mail, rows, elsewhere } = await startMailedSystem()
const who = ({ trpc }: Pick<Browser, 'trpc'>) => trpc.gateway.session.who.query()

test('a passkey that was added signs in alone, and the session says so', async () => {
  const mina = await system.person('Mina')
  const { passkeys, sessions } = mina.trpc.gateway
  expect(await passkeys.list.query()).toEqual({ origin: place.origin, passkeys: [] })
  const options = await passkeys.start.mutate()
  expect(options).toMatchObject({
    ...{ rp: { id: place.rpId, name: 'TaskMate' }, attestation: 'none', excludeCredentials: [] },
    user: { name: mina.email, displayName: 'Mina' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const { soft, added } = await withPasskey(mina, '  Work\tlaptop ')
  expect(added).toMatchObject({ name: 'Work laptop', isBackedUp: false, lastUsedAt: null })
  expect((await passkeys.start.mutate()).excludeCredentials).toEqual([
    { id: soft.id, type: 'public-key', transports: ['internal'] },
  ])

  const phone = elsewhere()
  const asked = await ask(phone)
  expect(asked).toMatchObject({ rpId: place.rpId, userVerification: 'required' })
  expect(asked.allowCredentials).toEqual([])
  expect([...phone.jar.keys()]).toEqual(['passkey'])
  expect(await who(phone)).toBeNull()
  expect((await enter(phone, soft.sign(asked))).user.id).toBe(mina.id)
  expect([...phone.jar.keys()].sort()).toEqual(['devices', 'sid'])
  expect(await who(phone)).toMatchObject({ user: { id: mina.id } })
  expect(await sessions.list.query()).toEqual([
    expect.objectContaining({ byPasskey: true, current: false }),
    expect.objectContaining({ byPasskey: false, current: true }),
  ])
  const [used] = (await passkeys.list.query()).passkeys
  expect(used?.lastUsedAt).not.toBeNull()
  const letters = await mail.lettersTo(mina.email)
  expect(letters.map(({ subject }) => subject)).toEqual([
    'A passkey was added to your TaskMate account',
  ])
})

test('the answers of several tabs count, each once', async () => {
  const mina = await system.person('Mina')
  const { soft } = await withPasskey(mina)
  const browser = elsewhere()
  const [first, second] = [await ask(browser), await ask(browser)]
  const secret = browser.jar.get('passkey') ?? ''
  const answer = soft.sign(first)
  await enter(browser, answer)
  browser.jar.set('passkey', secret)
  expect(await refusalOf(enter(browser, answer))).toMatchObject(refused)
  await enter(browser, soft.sign(second))
})

test('of many that bring one answer at once, one is let in', async () => {
  const { soft } = await withPasskey(await system.person('Mina'))
  const browser = elsewhere()
  const answer = soft.sign(await ask(browser))
  const secret = browser.jar.get('passkey') ?? ''
  const all = Array.from({ length: 8 }, () => {
    const copy = elsewhere()
    copy.jar.set('passkey', secret)
    return enter(copy, answer).then(
      () => 'in',
      () => 'refused',
    )
  })
  expect((await Promise.all(all)).filter((one) => one === 'in')).toHaveLength(1)
})

test('a copy of a passkey is told to its owner, once', async () => {
  const mina = await system.person('Mina')
  const { soft } = await withPasskey(mina)
  const browser = elsewhere()
  await enter(browser, soft.sign(await ask(browser), { counter: 9 }))
  for (const counter of [9, 3])
    expect(
      await refusalOf(enter(browser, soft.sign(await ask(browser), { counter }))),
    ).toMatchObject(refused)
  await mina.trpc.gateway.passkeys.start.mutate()
  const letters = await mail.lettersTo(mina.email, 2)
  expect(letters.map(({ subject }) => subject)).toEqual([
    'A passkey was added to your TaskMate account',
    'A passkey of your TaskMate account may have been copied',
  ])
  // The one that goes on is the owner's.
  await enter(browser, soft.sign(await ask(browser), { counter: 10 }))
})

test('a passkey that counts nothing is let in again and again', async () => {
  const mina = await system.person('Mina')
  const soft = softPasskey(place)
  const options = await mina.trpc.gateway.passkeys.start.mutate()
  const registration = soft.register(options, { counter: 0 })
  await mina.trpc.gateway.passkeys.add.mutate({ name: 'Synced', registration })
  for (const browser of [elsewhere(), elsewhere()])
    await enter(browser, soft.sign(await ask(browser), { counter: 0 }))
})

test('what a browser made counts once, in its session, and for one account', async () => {
  const mina = await system.person('Mina')
  const other = await system.person('Other')
  const soft = softPasskey(place)
  const registration = soft.register(await mina.trpc.gateway.passkeys.start.mutate())
  const add = ({ trpc }: Person) => trpc.gateway.passkeys.add.mutate({ name: 'One', registration })
  expect(await refusalOf(add(other))).toMatchObject(notTaken)
  await add(mina)
  expect(await refusalOf(add(mina))).toMatchObject(notTaken)
  const { passkeys } = other.trpc.gateway
  const copy = soft.register(await passkeys.start.mutate())
  expect(await refusalOf(passkeys.add.mutate({ name: 'Two', registration: copy }))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'passkey_known' },
  })
})

test('adding and removing ask again who one is; a passkey says it, a name needs nothing', async () => {
  const mina = await system.person('Mina')
  const { soft, added } = await withPasskey(mina)
  const { passkeys, passkeySignIns } = mina.trpc.gateway
  const prove = async (passkey = soft) => {
    const options = await passkeySignIns.ask.mutate({ for: 'proof' })
    expect(options.allowCredentials).toMatchObject([{ id: soft.id }])
    return passkeySignIns.prove.mutate({ assertion: passkey.sign(options) })
  }
  const reauth = { code: 'FORBIDDEN', reason: 'REAUTH_REQUIRED' }
  await ageSessions(system.redisUrl, mina.id)
  expect(await refusalOf(passkeys.start.mutate())).toMatchObject(reauth)
  expect(await refusalOf(passkeys.remove.mutate({ id: added.id }))).toMatchObject(reauth)
  const registration = soft.register({ challenge: '' })
  expect(await refusalOf(passkeys.add.mutate({ name: 'x', registration }))).toMatchObject(reauth)
  await passkeys.rename.mutate({ id: added.id, name: 'Phone' })

  // Somebody else's passkey proves nothing here.
  const { soft: foreign } = await withPasskey(await system.person('Other'))
  expect(await refusalOf(prove(foreign))).toMatchObject(notTaken)
  expect(await refusalOf(passkeys.remove.mutate({ id: added.id }))).toMatchObject(reauth)
  await prove()
  await passkeys.remove.mutate({ id: added.id })
  expect((await passkeys.list.query()).passkeys).toEqual([])
  const letters = await mail.lettersTo(mina.email, 2)
  expect(letters.at(-1)?.subject).toBe('A passkey of your TaskMate account was removed')
})

test('a passkey stands for the code of the app, after the password and alone', async () => {
  const mina = await system.person('Mina')
  const { soft } = await withPasskey(mina)
  await turnFactorOn(mina)
  const browser = elsewhere()
  const half = await browser.trpc.gateway.session.signIn.mutate({ email: mina.email, password })
  expect(half).toEqual({ user: null, needsCode: true, hasPasskey: true })
  const { passkeySignIns } = browser.trpc.gateway
  const options = await passkeySignIns.ask.mutate({ for: 'second-step' })
  expect(options.allowCredentials).toMatchObject([{ id: soft.id }])
  const { soft: foreign } = await withPasskey(await system.person('Other'))
  const finish = (passkey: SoftPasskey) =>
    passkeySignIns.finish.mutate({ assertion: passkey.sign(options) })
  expect(await refusalOf(finish(foreign))).toMatchObject(notTaken)
  expect(await who(browser)).toBeNull()
  expect((await finish(soft)).user.id).toBe(mina.id)
  expect([...browser.jar.keys()].sort()).toEqual(['devices', 'sid'])

  const alone = elsewhere()
  await enter(alone, soft.sign(await ask(alone)))
  expect(await who(alone)).not.toBeNull()
  const nowhere = elsewhere().trpc.gateway.passkeySignIns
  for (const call of [
    nowhere.ask.mutate({ for: 'second-step' }),
    nowhere.finish.mutate({ assertion: soft.sign(options) }),
  ])
    expect(await refusalOf(call)).toMatchObject({ code: 'UNAUTHORIZED', reason: 'sign_in_over' })
})

test('a new password leaves passkeys, and who is enabled again has theirs', async () => {
  const owner = await system.person('Owner')
  const { workspaceId } = owner
  const mina = await system.colleague(owner, 'Mina')
  const { soft } = await withPasskey(mina)
  const next = `${password} 2`
  await mina.trpc.gateway.password.change.mutate({ current: password, next })
  const signIn = async () => {
    const browser = elsewhere()
    await enter(browser, soft.sign(await ask(browser)))
    return browser
  }
  const browser = await signIn()
  await owner.trpc.gateway.people.disable.mutate({ workspaceId, userId: mina.id })
  expect(await who(browser)).toBeNull()
  expect(await refusalOf(signIn())).toMatchObject(refused)
  await owner.trpc.gateway.people.enable.mutate({ workspaceId, userId: mina.id })
  await signIn()
})

test('names, and how many there may be, have limits that are told', async () => {
  const mina = await system.person('Mina')
  const { added } = await withPasskey(mina)
  const { passkeys } = mina.trpc.gateway
  const rename = (name: string) => passkeys.rename.mutate({ id: added.id, name })
  expect(await rename('노트북'.normalize('NFD'))).toEqual({ id: added.id, name: '노트북' })
  expect(await refusalOf(rename('x'.repeat(81)))).toMatchObject({
    issues: [{ path: 'name', code: 'too_big', limit: 80 }],
  })
  expect(await refusalOf(rename('  '))).toMatchObject({ issues: [{ code: 'too_small' }] })
  const other = (await system.person('Other')).trpc.gateway.passkeys
  expect(await refusalOf(other.rename.mutate({ id: added.id, name: 'Mine' }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await refusalOf(other.remove.mutate({ id: added.id }))).toMatchObject({
    code: 'NOT_FOUND',
  })

  const late = softPasskey(place).register(await passkeys.start.mutate())
  await rows.query(
    `insert into "Passkey" (id, "userId", name, "credentialId", "publicKey", transports)
     select gen_random_uuid(), $1::text::uuid, 'Key ' || n, $1::text || n, '', '{}' from generate_series(2, $2) n`,
    [mina.id, PASSKEYS_MAX],
  )
  const full = { reason: 'full', limit: PASSKEYS_MAX }
  expect(await refusalOf(passkeys.start.mutate())).toMatchObject(full)
  const add = passkeys.add.mutate({ name: 'One more', registration: late })
  expect(await refusalOf(add)).toMatchObject(full)
})

test('the cookie of a browser that asks is out of reach of scripts and other sites', async () => {
  const answer = await elsewhere().request('/trpc/gateway/passkeySignIns.ask', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ for: 'sign-in' }),
  })
  const [cookie = '', ...others] = answer.headers.getSetCookie()
  expect(others).toEqual([])
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=300'])
    expect(cookie).toContain(attribute)
  expect(await answer.text()).not.toContain(/passkey=([^;]+)/.exec(cookie)?.[1])
})
