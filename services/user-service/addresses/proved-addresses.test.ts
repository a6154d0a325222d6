import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startMailServer, tokenIn } from '../testing/mail-server.ts'
import {
  password,
  refusalOf,
  type Started,
  startUserService,
} from '../testing/start-user-service.ts'

const mail = await startMailServer()
let users: Started
beforeAll(async () => {
  users = await startUserService({
    ...{ SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
  })
})
afterAll(async () => {
  await users.close()
  await mail.close()
})

test('whoever uses a link that came by mail has proved the address; an invitation proves none', async () => {
  const provedAt = async (id: string) =>
    (await users.rows.query('select "emailProvedAt" as at from "User" where id = $1', [id])).rows[0]
      ?.at
  const owner = await users.person('Owner')
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const email = `invited.${Date.now()}@taskmate.example`
  const invited = { workspaceId, role: 'member', email } as const
  const { token: invitation } = await owner.calls.invitations.create.mutate(invited)
  const mina = await users.person('Mina', { email, invitation })
  const { recovery } = users.gateway
  await recovery.ask.mutate({ email })
  const [letter] = await mail.lettersTo(email)
  const token = letter ? tokenIn(letter) : ''
  expect(await provedAt(mina.id)).toBeNull()
  await recovery.use.mutate({ token, next: 'another horse battery' })
  expect(await provedAt(mina.id)).toBeInstanceOf(Date)
})

test('without a mail server an address is neither proved nor changed, and nobody is kept from working', async () => {
  const plain = await startUserService()
  const mina = await plain.person('Mina')
  const { sessionId, epoch } = await plain.gateway.sessions.create.mutate({
    ...{ email: mina.email, password, ip: '127.0.0.1', userAgent: 'test' },
  })
  const session = { userId: mina.id, sessionId, epoch }
  const { addresses } = plain.gateway
  expect(await addresses.get.query({ userId: mina.id })).toEqual({
    ...{ isByMail: false, provedAt: null, wanted: null },
  })
  for (const refused of [
    addresses.prove.mutate(session),
    addresses.change.mutate({ ...session, email: 'other@taskmate.example' }),
  ])
    expect(await refusalOf(refused)).toMatchObject({ code: 'BAD_REQUEST', reason: 'no_mail' })
  await plain.close()
})
