import { afterAll, expect, test } from '@jest/globals'
import { serviceRouter } from '../router.ts'
import { workspaceOf } from '../testing/admins.ts'
import { keysTo, place } from '../testing/keys-to.ts'
import { type Case, lateCalls } from '../testing/late-calls.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { startUserService } from '../testing/start-user-service.ts'

const mail = await startMailServer()
const users = await startUserService({ SMTP_URL: mail.url, PUBLIC_ORIGIN: place.origin })
const { refusedAfter } = lateCalls(users, await workspaceOf(users))
const { addressLinkOf } = keysTo(users)
afterAll(async () => {
  await users.close()
  await mail.close()
})

const epoch = 0
const { addresses } = users.gateway
const cases: Record<string, Case['call']> = {
  'addresses.prove': ({ id: userId, sessionId }) =>
    addresses.prove.mutate({ userId, sessionId, epoch }),
  'addresses.change': ({ id: userId, sessionId }) =>
    addresses.change.mutate({ userId, sessionId, epoch, email: `late.${userId}@taskmate.example` }),
  'addresses.keep': ({ id: userId, sessionId }) =>
    addresses.keep.mutate({ userId, sessionId, epoch }),
  'addresses.begin': async ({ id }) => addresses.begin.mutate({ token: await addressLinkOf(id) }),
  'addresses.use': async ({ id }) => addresses.use.mutate({ token: await addressLinkOf(id) }),
}

test('each change of an address is here', () => {
  const changing = Object.entries(serviceRouter._def.procedures as object)
    .filter(([path, { _def }]) => path.startsWith('addresses.') && _def.type === 'mutation')
    .map(([path]) => path)
  // That one only looks.
  expect([...Object.keys(cases), 'addresses.check'].sort()).toEqual(changing.sort())
})

test.each(Object.entries(cases))(
  '%s waits for, and is refused after, who is being disabled',
  (_path, call) => refusedAfter('disabled', call),
)
