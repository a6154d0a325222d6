import { afterAll, expect, test } from '@jest/globals'
import { digest } from '../chassis/identity.ts'
import { browserRouter, serviceRouter } from './router.ts'
import { takingNames, workspaceOf } from './testing/admins.ts'
import { keysTo, place } from './testing/keys-to.ts'
import { type Admin, type Case, lateCalls } from './testing/late-calls.ts'
import { noProvider, providerCases } from './testing/provider-cases.ts'
import { softPasskey } from './testing/soft-passkey.ts'
import { password, startUserService } from './testing/start-user-service.ts'
import { teamCases } from './testing/team-cases.ts'

const users = await startUserService({ PUBLIC_ORIGIN: place.origin, ...noProvider })
const workspace = await workspaceOf(users)
const { workspaceId, inviteBy } = workspace
const { refusedAfter } = lateCalls(users, workspace)
const { linkOf, halfSignedIn, codeOfBegun, challengeFor, signedFor, botOf } = keysTo(users)
afterAll(() => users.close())

const rights = takingNames
const account = ['disabled'] as const
const epoch = 0
const device = { ip: '192.0.2.7', userAgent: 'test' }
const target = ({ memberId: userId }: Admin) => ({ workspaceId, userId })

const browser = 'B'.repeat(43)

/** Every procedure that changes something, as an admin uses it or as it is used for an admin. */
const cases: Record<string, Case> = {
  'me.update': { endsWith: account, call: ({ calls }) => calls.me.update.mutate({ name: 'Late' }) },
  'workspaces.create': {
    endsWith: account,
    call: ({ calls }) => calls.workspaces.create.mutate({ name: 'Late' }),
  },
  'workspaces.update': {
    endsWith: rights,
    call: ({ calls }) => calls.workspaces.update.mutate({ id: workspaceId, name: 'Late' }),
  },
  'factorPolicy.set': {
    endsWith: rights,
    call: ({ calls }) => calls.factorPolicy.set.mutate({ workspaceId, isRequired: false }),
  },
  'members.changeRole': {
    endsWith: rights,
    call: (admin) => admin.calls.members.changeRole.mutate({ ...target(admin), role: 'viewer' }),
  },
  'members.remove': {
    endsWith: rights,
    call: (admin) => admin.calls.members.remove.mutate(target(admin)),
  },
  ...teamCases(users, workspaceId),
  'invitations.create': { endsWith: rights, call: (admin) => inviteBy(admin, 'admin') },
  'invitations.revoke': {
    endsWith: rights,
    call: ({ calls, links }) =>
      calls.invitations.revoke.mutate({ workspaceId, id: links.ownersId }),
  },
  'accounts.create': {
    endsWith: rights,
    call: ({ links }) => users.person('Late', { invitation: links.own }),
  },
  'invitations.accept': {
    endsWith: account,
    call: ({ id: userId, links }) =>
      users.gateway.invitations.accept.mutate({ userId, token: links.elsewhere }),
  },
  'disabling.disable': {
    endsWith: rights,
    call: (admin) => users.asking(admin.id).disabling.disable.mutate(target(admin)),
  },
  'disabling.enable': {
    endsWith: rights,
    call: (admin) => users.asking(admin.id).disabling.enable.mutate(target(admin)),
  },
  'sessions.create': {
    endsWith: account,
    call: ({ email }) => users.gateway.sessions.create.mutate({ email, password, ...device }),
  },
  'sessions.open': {
    endsWith: account,
    call: ({ id: userId }) => users.gateway.sessions.open.mutate({ userId, ...device }),
  },
  'signIns.begin': {
    endsWith: account,
    call: ({ email }) => users.gateway.signIns.begin.mutate({ email, password, ...device }),
  },
  'signIns.finish': {
    endsWith: account,
    call: async ({ id }) =>
      users.gateway.signIns.finish.mutate({ ...(await halfSignedIn(id)), ...device }),
  },
  'signIns.prove': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.signIns.prove.mutate({ userId, sessionId, epoch, password }),
  },
  'passkeySignIns.ask': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.passkeySignIns.ask.mutate({ for: 'proof', userId, sessionId, epoch }),
  },
  'passkeySignIns.enter': {
    endsWith: account,
    call: async ({ id }) => {
      const { assertion } = await signedFor(id, { for: 'sign-in', at: digest(browser) })
      return users.gateway.passkeySignIns.enter.mutate({ browser, assertion, ...device })
    },
  },
  'passkeySignIns.finish': {
    endsWith: account,
    call: async ({ id }) => {
      const { token } = await halfSignedIn(id)
      const { assertion } = await signedFor(id, { for: 'second-step', at: digest(token) })
      return users.gateway.passkeySignIns.finish.mutate({ token, assertion, ...device })
    },
  },
  'passkeySignIns.prove': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      const { assertion } = await signedFor(userId, { for: 'proof', at: sessionId })
      return users.gateway.passkeySignIns.prove.mutate({ userId, sessionId, epoch, assertion })
    },
  },
  'passkeys.start': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.passkeys.start.mutate({ userId, sessionId, epoch }),
  },
  'passkeys.add': {
    endsWith: account,
    call: ({ id: userId, sessionId }) => {
      const asked = challengeFor({ for: 'new', at: sessionId })
      const registration = softPasskey(place).register(asked)
      const added = { userId, sessionId, epoch, name: 'Late', registration }
      return users.gateway.passkeys.add.mutate(added)
    },
  },
  'passkeys.rename': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      const { passkeyId: id } = await signedFor(userId, { for: 'proof', at: sessionId })
      return users.gateway.passkeys.rename.mutate({ userId, id, name: 'Late' })
    },
  },
  'passkeys.remove': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      const { passkeyId: id } = await signedFor(userId, { for: 'proof', at: sessionId })
      return users.gateway.passkeys.remove.mutate({ userId, sessionId, epoch, id })
    },
  },
  'factors.start': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.factors.start.mutate({ userId, sessionId, epoch }),
  },
  'factors.confirm': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      const code = await codeOfBegun(userId)
      return users.gateway.factors.confirm.mutate({ userId, sessionId, epoch, code })
    },
  },
  'factors.renewCodes': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      await halfSignedIn(userId)
      return users.gateway.factors.renewCodes.mutate({ userId, sessionId, epoch })
    },
  },
  'factors.turnOff': {
    endsWith: account,
    call: async ({ id: userId, sessionId }) => {
      const { code } = await halfSignedIn(userId)
      return users.gateway.factors.turnOff.mutate({ userId, sessionId, epoch, password, code })
    },
  },
  'factors.remove': {
    endsWith: rights,
    call: (admin) => users.asking(admin.id).factors.remove.mutate(target(admin)),
  },
  'sessions.endOthers': {
    endsWith: account,
    call: ({ id: userId, sessionId: keepId }) =>
      users.gateway.sessions.endOthers.mutate({ userId, keepId, epoch }),
  },
  'passwords.change': {
    endsWith: account,
    call: ({ id: userId, sessionId: keepSessionId }) =>
      users.gateway.passwords.change.mutate({
        ...{ userId, keepSessionId, epoch, current: password, next: 'a late password' },
      }),
  },
  'apiTokens.create': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.apiTokens.create.mutate({
        ...{ userId, sessionId, epoch, password, name: 'Late', scopes: ['tasks:read'] },
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
      }),
  },
  'bots.create': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.bots.create.mutate({ userId, sessionId, epoch, name: 'Late' }),
  },
  'bots.rename': {
    endsWith: account,
    call: async ({ id: userId }) =>
      users.gateway.bots.rename.mutate({ userId, id: await botOf(userId), name: 'Late' }),
  },
  'bots.enable': {
    endsWith: account,
    call: async ({ id: userId }) =>
      users.gateway.bots.enable.mutate({ userId, id: await botOf(userId) }),
  },
  'personalData.begin': {
    endsWith: account,
    call: ({ id: userId, sessionId }) =>
      users.gateway.personalData.begin.mutate({ userId, sessionId, epoch }),
  },
  'accountDeletion.perform': {
    endsWith: account,
    call: ({ id: userId, sessionId, email }) =>
      users.gateway.accountDeletion.perform.mutate({ userId, sessionId, epoch, email }),
  },
  'recovery.begin': {
    endsWith: account,
    call: async ({ id }) =>
      users.gateway.recovery.begin.mutate({ token: await linkOf(id), next: 'a late password' }),
  },
  'recovery.use': {
    endsWith: account,
    call: async ({ id }) =>
      users.gateway.recovery.use.mutate({ token: await linkOf(id), next: 'a late password' }),
  },
  'recovery.link': {
    endsWith: rights,
    call: (admin) => users.asking(admin.id).recovery.link.mutate(target(admin)),
  },
  ...providerCases(users),
  // They only take away, note that something was used, say whether a link works, or bring a letter to whose address it is;
  // or are for owners, under the same lock as workspaces.update.
  ...ofNoRight(
    'sessions.newDevice',
    'sessions.end',
    'apiTokens.revoke',
    'sessions.seen',
    'recovery.check',
  ),
  ...ofNoRight('bots.disable', 'bots.delete'),
  ...ofNoRight(
    'auditLog.tellWebhook',
    'recovery.ask',
    'notices.webhook',
    'workspaces.delete',
    'addresses.check',
  ),
  ...ofNoRight('workspaces.close', 'workspaces.restore'),
  // Of the installation: operations/operators.test.ts.
  ...ofNoRight('operators.add', 'operators.remove'),
  // Where letters are sent: addresses/late-addresses.test.ts.
  ...ofNoRight('addresses.prove', 'addresses.change', 'addresses.keep'),
  ...ofNoRight('addresses.begin', 'addresses.use'),
}

function ofNoRight(...paths: string[]): Record<string, Case> {
  return Object.fromEntries(paths.map((path) => [path, { endsWith: [], call: async () => {} }]))
}

test('each procedure that changes something says which rights it needs', () => {
  const changing = [browserRouter, serviceRouter].flatMap(({ _def }) =>
    Object.entries(_def.procedures as object)
      .filter(([, procedure]) => procedure._def.type === 'mutation')
      .map(([path]) => path),
  )
  expect(Object.keys(cases).sort()).toEqual(changing.sort())
})

const pairs = Object.entries(cases).flatMap(([path, { endsWith, call }]) =>
  endsWith.map((taking) => ({ path, taking, call })),
)

test.each(pairs)(
  '$path waits for, and is refused after, who is being $taking',
  ({ taking, call }) => refusedAfter(taking, call),
)
