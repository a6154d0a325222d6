import { place } from '../../user-service/testing/keys-to.ts'
import { type SoftPasskey, softPasskey } from '../../user-service/testing/soft-passkey.ts'
import type { Browser } from './browser.ts'

/** What a passkey is answered at the door of a sign-in, and elsewhere. */
export const refused = { code: 'UNAUTHORIZED', reason: 'passkey_refused' }
export const notTaken = { ...refused, code: 'BAD_REQUEST' }

/** Adds a passkey to the account that is signed in. */
export async function withPasskey({ trpc }: Pick<Browser, 'trpc'>, name = 'Laptop') {
  const soft = softPasskey(place)
  const registration = soft.register(await trpc.gateway.passkeys.start.mutate())
  return { soft, added: await trpc.gateway.passkeys.add.mutate({ name, registration }) }
}

export const ask = ({ trpc }: Browser) => trpc.gateway.passkeySignIns.ask.mutate({ for: 'sign-in' })

export const enter = ({ trpc }: Browser, assertion: ReturnType<SoftPasskey['sign']>) =>
  trpc.gateway.passkeySignIns.enter.mutate({ assertion })
