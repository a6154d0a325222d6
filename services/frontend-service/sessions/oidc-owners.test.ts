import { expect, test } from '@jest/globals'
import { addressTokenIn, tokenIn } from '../../user-service/testing/mail-server.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { enter, startOidcSystem, type Visitor } from '../testing/oidc.ts'
import { withPasskey } from '../testing/passkeys.ts'
import { password } from '../testing/people.ts'
import { turnFactorOn } from '../testing/second-factor.ts'

const { mail, rows, elsewhere, known } = await startOidcSystem()
const byHand = { code: 'CONFLICT', reason: 'oidc_by_hand' }

let count = 0
/** Somebody who signs up by an address that may be anybody's. */
async function signedUp(invitation?: string) {
  count += 1
  const email = `owner-${count}.${Date.now()}@company.example`
  const browser = elsewhere()
  const { user } = await browser.trpc.gateway.session.signUp.mutate({
    ...{ name: 'Mina', email, password, locale: 'en' as const },
    ...(invitation && { invitation }),
  })
  return { ...browser, email, id: user.id }
}

/** Connects an account of a provider by hand. */
async function connect({ trpc, visit }: Pick<Visitor, 'trpc' | 'visit'>, { sub }: { sub: string }) {
  const { gateway } = trpc
  const { url } = await gateway.identities.link.mutate({ provider: 'company', locale: 'en' })
  const { state = '', code = '', iss = '' } = await visit(url, sub)
  await gateway.oidc.finish.mutate({ provider: 'company', state, code, iss })
}

/** What the audit log says of doors of an account, oldest first. */
const doorsOf = async (id: string) => {
  const kinds = ['identity_linked', 'identity_removed', 'password_reset', 'factor_removed']
  const { rows: written } = await rows.query(
    `select e.kind, e.via, e.facts, d.data from "AuditEntry" e join "AuditDetail" d using ("workspaceId", seq)
      where e."subjectId" = $1 and e.kind = any($2) order by e."workspaceId", seq`,
    [id, kinds],
  )
  return written.map(({ kind, via, facts, data }) => ({
    ...{ kind, via, facts: JSON.parse(facts), name: JSON.parse(data).name },
  }))
}

/** Sets a password by a letter, as whoever reads the mail can. */
async function recover(email: string) {
  const own = elsewhere().trpc.gateway.password
  await own.forgotten.mutate({ email })
  const letters = await mail.lettersTo(email)
  for (let nth = letters.length; ; nth += 1) {
    const token = (await mail.lettersTo(email, nth)).map(tokenIn).find(Boolean)
    if (token) return own.recover.mutate({ token, next: 'another horse battery' })
  }
}

/** Uses the link that a sign-up sends, in one browser or another. */
async function useProof(email: string, { trpc }: Pick<Visitor, 'trpc'>) {
  const [letter] = await mail.proofsTo(email)
  await trpc.gateway.address.use.mutate({ token: addressTokenIn(letter) })
}

const signIn = async (email: string, own: string) => {
  const browser = elsewhere()
  return {
    ...browser,
    ...(await browser.trpc.gateway.session.signIn.mutate({ email, password: own })),
  }
}

const keptBy = async (id: string) => {
  const { rows: kept } = await rows.query(
    `select (select count(*)::int from "Identity" where "userId" = $1) identities,
            (select count(*)::int from "Passkey" where "userId" = $1) passkeys`,
    [id],
  )
  return kept[0]
}

test('who signed up by an address of somebody else keeps no way in once its owner has set a password by a letter', async () => {
  const stranger = await signedUp()
  const evil = known({ email: 'evil@elsewhere.example', email_verified: false })
  await connect(stranger, evil)
  await withPasskey(stranger, 'Of a stranger')
  const owner = known({ email: stranger.email })
  expect(await refusalOf(enter(elsewhere(), owner))).toMatchObject(byHand)
  // Whoever clicks a link in a letter has not said yes to a stranger's password.
  await useProof(stranger.email, elsewhere())
  expect(await refusalOf(enter(elsewhere(), owner))).toMatchObject(byHand)

  await recover(stranger.email)
  expect(await keptBy(stranger.id)).toEqual({ identities: 0, passkeys: 0 })
  expect(await refusalOf(enter(elsewhere(), evil))).toMatchObject({ reason: 'oidc_unproved' })
  expect(await doorsOf(stranger.id)).toMatchObject([
    { kind: 'identity_linked', via: 'session', name: 'evil@elsewhere.example' },
    { kind: 'password_reset', facts: { identitiesRemoved: 1, passkeysRemoved: 1 } },
  ])
  const told = (await mail.lettersTo(stranger.email, 6)).map(({ subject }) => subject)
  expect(told).toEqual(
    expect.arrayContaining([
      'An account was disconnected from your TaskMate account',
      'A passkey of your TaskMate account was removed',
    ]),
  )
  expect((await enter(elsewhere(), owner)).user?.id).toBe(stranger.id)
})

test('whose address was proved where they are signed in keeps everything when they set a password by a letter', async () => {
  const mina = await signedUp()
  await useProof(mina.email, mina)
  await connect(mina, known({ email: 'private@elsewhere.example', email_verified: false }))
  await withPasskey(mina, 'Laptop')
  await recover(mina.email)
  expect(await keptBy(mina.id)).toEqual({ identities: 1, passkeys: 1 })
})

test('a mailbox takes nothing from an account with a second factor; a factor that is taken away for somebody takes the rest along', async () => {
  const owner = elsewhere()
  await enter(owner, known())
  const workspaceId = (await owner.trpc.gateway.session.who.query())?.workspaces[0]?.id ?? ''
  const { token } = await owner.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  const mina = await signedUp(token)
  await connect(mina, known({ email: 'private@elsewhere.example', email_verified: false }))
  await withPasskey(mina, 'Laptop')
  await turnFactorOn(mina)
  await recover(mina.email)
  expect(await keptBy(mina.id)).toEqual({ identities: 1, passkeys: 1 })
  const { needsCode } = await signIn(mina.email, 'another horse battery')
  expect(needsCode).toBe(true)

  await owner.trpc.gateway.people.removeFactor.mutate({ workspaceId, userId: mina.id })
  expect(await keptBy(mina.id)).toEqual({ identities: 0, passkeys: 0 })
  expect((await doorsOf(mina.id)).at(-1)).toMatchObject({
    ...{ kind: 'factor_removed', facts: { identitiesRemoved: 1, passkeysRemoved: 1 } },
  })
  expect((await signIn(mina.email, 'another horse battery')).user?.id).toBe(mina.id)
})

test('an address that the provider has given to somebody else opens no account of who had it before', async () => {
  const first = known()
  const { user } = await enter(elsewhere(), first)
  expect(await refusalOf(enter(elsewhere(), known({ email: first.email })))).toMatchObject(byHand)
  expect((await enter(elsewhere(), first)).user?.id).toBe(user?.id)
})

test('an account of a provider that its owner took away does not come back by itself', async () => {
  const account = known()
  await enter(elsewhere(), account)
  await recover(account.email)
  const mina = await signIn(account.email, 'another horse battery')
  const { identities } = mina.trpc.gateway
  const [only] = (await identities.list.query()).identities
  await identities.remove.mutate({ id: only?.id ?? '' })
  expect(await refusalOf(enter(elsewhere(), account))).toMatchObject(byHand)
  await connect(mina, account)
  expect((await enter(elsewhere(), account)).user?.id).toBe(mina.user?.id)
  const name = account.email
  expect(await doorsOf(mina.user?.id ?? '')).toMatchObject([
    { kind: 'identity_linked', via: 'sign_in', name, facts: { issuer: expect.any(String) } },
    { kind: 'password_reset', facts: {} },
    { kind: 'identity_removed', via: 'session', name },
    { kind: 'identity_linked', via: 'session', name },
  ])
})

test('nothing is connected, and nobody told, before the second factor is proved', async () => {
  const mina = await signedUp()
  await useProof(mina.email, mina)
  const { codeOf } = await turnFactorOn(mina)
  const account = known({ email: mina.email })
  const [browser, tab] = [elsewhere(), elsewhere()]
  for (const one of [browser, tab])
    expect(await enter(one, account)).toMatchObject({ needsCode: true })
  expect(await keptBy(mina.id)).toMatchObject({ identities: 0 })
  const { user } = await browser.trpc.gateway.session.confirm.mutate({ code: codeOf(1) })
  expect(user.id).toBe(mina.id)
  expect(await keptBy(mina.id)).toMatchObject({ identities: 1 })
  expect(await doorsOf(mina.id)).toMatchObject([{ kind: 'identity_linked', via: 'sign_in' }])
  const linked = (letters: { subject?: string }[]) =>
    letters.filter(({ subject }) => subject?.startsWith('An account was connected'))
  expect(linked(await mail.lettersTo(mina.email, 2))).toHaveLength(1)
})
