import { randomBytes } from 'node:crypto'
import { keysTo } from './keys-to.ts'
import type { Someone, Started } from './start-user-service.ts'

type Admin = Someone & { readonly sessionId: string }

const epoch = 0
const own = ({ id: userId, sessionId }: Admin) => ({ userId, sessionId, epoch })

const provider = {
  ...{ id: 'company', name: 'Company', issuer: 'http://127.0.0.1:9' },
  ...{ clientId: 'taskmate', clientSecret: 'a secret' },
}
/** The setting of one where nobody answers. */
export const noProvider = { OIDC_PROVIDERS: JSON.stringify([provider]) }

/** Of `revocation.test.ts`: what is done by accounts of providers, as somebody does it who is being disabled. */
export function providerCases(users: Started) {
  const { halfSignedIn } = keysTo(users)
  const endsWith = ['disabled'] as const
  return {
    // Of nobody's account; what comes back is, and `oidc-attacks.slow.test.ts` has it wait for who is being disabled.
    'oidc.begin': { endsWith: [], call: async () => {} },
    'oidc.finish': { endsWith: [], call: async () => {} },
    'oidc.beginInSession': {
      endsWith,
      call: (admin: Admin) => {
        const browser = randomBytes(32).toString('base64url')
        const asked = { provider: provider.id, for: 'link', locale: 'en', browser } as const
        return users.gateway.oidc.beginInSession.mutate({ ...asked, ...own(admin) })
      },
    },
    'oidc.prove': {
      endsWith,
      call: async (admin: Admin) =>
        users.gateway.oidc.prove.mutate({ ...own(admin), ...(await halfSignedIn(admin.id)) }),
    },
    'identities.remove': {
      endsWith,
      call: async (admin: Admin) => {
        const { rows } = await users.rows.query<{ id: string }>(
          `insert into "Identity" (id, "userId", issuer, subject, label)
           values (gen_random_uuid(), $1, $2, $1::text, 'Late') returning id`,
          [admin.id, provider.issuer],
        )
        return users.gateway.identities.remove.mutate({ ...own(admin), id: rows[0]?.id ?? '' })
      },
    },
  }
}
