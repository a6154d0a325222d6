import { buildEndSessionUrl } from 'openid-client'
import type { Context } from '../context.ts'
import { idTokenOf } from './enter.ts'

/** Where the provider of a session is told that it ends; null where it began in another way, or nobody wants to know. */
export async function wayOut(
  { db, providers, factorKeys }: Pick<Context, 'db' | 'providers' | 'factorKeys'>,
  session: { readonly id: string; readonly userId: string },
) {
  const select = { issuer: true, idToken: true }
  const begun = await db.session.findUnique({ where: session, select })
  const provider = begun?.issuer ? providers.byIssuer(begun.issuer) : undefined
  if (!provider || !begun?.idToken) return null
  const hint = factorKeys.open(idTokenOf(session.userId), begun.idToken).toString()
  return providers.with(provider, async (config, { end_session_endpoint: endpoint }) =>
    endpoint
      ? buildEndSessionUrl(config, {
          ...{ id_token_hint: hint, post_logout_redirect_uri: `${providers.origin}/sign-in` },
        }).href
      : null,
  )
}
