import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startMailServer, tokenIn } from '../testing/mail-server.ts'
import { type Started, startUserService } from '../testing/start-user-service.ts'

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
