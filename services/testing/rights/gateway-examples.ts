import type { inferRouterInputs } from '@trpc/server'
import type { gatewayRouter } from '../../frontend-service/router.ts'
import type { Place } from './place.ts'

type Inputs = inferRouterInputs<typeof gatewayRouter>
type Examples = {
  readonly [Resource in keyof Inputs]: {
    readonly [Name in keyof Inputs[Resource]]: (place: Place) => Inputs[Resource][Name]
  }
}

const nothing = () => undefined
const SECRET = 'x'.repeat(43)
const email = 'nobody@taskmate.example'
const password = 'not the right one'
const code = '000000'
const provider = 'none'
const locale = 'en'
const assertion = {
  id: 'none',
  response: { clientDataJSON: 'e30', authenticatorData: 'e30', signature: 'e30' },
}
const registration = { id: 'none', response: { clientDataJSON: 'e30', attestationObject: 'e30' } }

/** Of the gateway's own procedures. Those of an account fail by a wrong secret, once it has been seen whose account it is. */
export const gatewayExamples: Examples = {
  session: {
    who: nothing,
    signUp: () => ({ name: 'One more', email, password, locale, invitation: SECRET }),
    signIn: () => ({ email, password }),
    confirm: () => ({ code }),
    prove: () => ({ password }),
    signOut: nothing,
  },
  sessions: {
    list: nothing,
    revoke: ({ sessionId: id }) => ({ id }),
    revokeOthers: nothing,
  },
  password: {
    change: () => ({ current: password, next: 'an entirely new one' }),
    isByMail: nothing,
    forgotten: () => ({ email }),
    check: () => ({ token: SECRET }),
    recover: () => ({ token: SECRET, next: 'an entirely new one' }),
  },
  account: { deletion: nothing, delete: () => ({ email }) },
  address: {
    get: nothing,
    prove: nothing,
    change: () => ({ email }),
    keep: nothing,
    check: () => ({ token: SECRET }),
    use: () => ({ token: SECRET }),
  },
  apiTokens: {
    list: nothing,
    create: () => ({ name: 'Late', scopes: ['tasks:read'], expiresAt: '2000-01-01T00:00:00Z' }),
    revoke: ({ tokenId: id }) => ({ id }),
  },
  bots: {
    list: nothing,
    create: () => ({ name: 'Bot' }),
    rename: ({ botId: id }) => ({ id, name: 'Bot' }),
    disable: ({ botId: id }) => ({ id }),
    enable: ({ botId: id }) => ({ id }),
    delete: ({ botId: id }) => ({ id }),
  },
  factor: {
    get: nothing,
    start: nothing,
    confirm: () => ({ code }),
    renewCodes: nothing,
    turnOff: () => ({ password, code }),
  },
  passkeys: {
    list: nothing,
    start: nothing,
    add: () => ({ name: 'Mine', registration }),
    rename: ({ passkeyId: id }) => ({ id, name: 'Mine' }),
    remove: ({ passkeyId: id }) => ({ id }),
  },
  passkeySignIns: {
    ask: () => ({ for: 'sign-in' }),
    enter: () => ({ assertion }),
    finish: () => ({ assertion }),
    prove: () => ({ assertion }),
  },
  oidc: {
    providers: nothing,
    begin: () => ({ provider, locale }),
    beginProof: () => ({ provider, locale }),
    finish: () => ({ provider, state: 'none', code }),
    prove: () => ({ code }),
  },
  identities: {
    list: nothing,
    link: () => ({ provider, locale }),
    remove: ({ identityId: id }) => ({ id }),
  },
  invitations: {
    preview: () => ({ token: SECRET }),
    accept: () => ({ token: SECRET }),
  },
  people: {
    companions: ({ workspaceId }) => ({ workspaceId }),
    disable: ({ workspaceId, userId }) => ({ workspaceId, userId }),
    recoveryLink: ({ workspaceId, userId }) => ({ workspaceId, userId }),
    withFactor: ({ workspaceId }) => ({ workspaceId }),
    removeFactor: ({ workspaceId, userId }) => ({ workspaceId, userId }),
    enable: ({ workspaceId, userId }) => ({ workspaceId, userId }),
  },
  home: { get: ({ workspaceId }) => ({ workspaceId, today: '2026-11-30' }) },
  live: { events: ({ workspaceId }) => ({ workspaceId }) },
  pages: { report: () => ({ screen: 'other' }) },
  operations: { get: nothing },
}
