import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  getJwksCache,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client'
import type { Logger } from '../../chassis/logger.ts'
import type { UserEnv } from '../env.ts'
import { askProvider, patience } from './ask-provider.ts'
import type { ProviderSettings } from './oidc-env.ts'
import { providerAway } from './refusals.ts'

const HOUR_MS = 3_600_000
/** How long a provider that did not answer is not asked again. */
const AWAY_MS = 3000
/** What a provider said is believed so long while it does not answer. */
const KEPT_MS = 24 * HOUR_MS

interface Entry {
  readonly settings: ProviderSettings
  found?: { readonly metadata: ServerMetadata; readonly at: number }
  asking?: Promise<ServerMetadata>
  failed?: { readonly error: unknown; readonly at: number }
  keys?: ReturnType<typeof getJwksCache>
}

/** The providers that may sign people in. What each says of itself is asked for when it is needed, and kept: one that is
 *  away costs nothing but its own button. */
export function createProviders(
  env: Pick<UserEnv, 'OIDC_PROVIDERS' | 'PUBLIC_ORIGIN'>,
  log: Logger,
) {
  const entries = new Map<string, Entry>(
    (env.OIDC_PROVIDERS ?? []).map((settings) => [settings.id, { settings }]),
  )

  const ask = async (entry: Entry) => {
    const { issuer, clientId } = entry.settings
    const isPlain = issuer.startsWith('http:')
    const found = await discovery(new URL(issuer), clientId, undefined, undefined, {
      [customFetch]: askProvider(patience()),
      ...(isPlain && { execute: [allowInsecureRequests] }),
    })
    const metadata = found.serverMetadata()
    const { authorization_endpoint, token_endpoint, jwks_uri } = metadata
    if (metadata.issuer !== issuer || !authorization_endpoint || !token_endpoint || !jwks_uri)
      throw new Error('The provider describes another issuer, or too little of itself')
    entry.found = { metadata, at: Date.now() }
    entry.failed = undefined
    return metadata
  }

  const metadataOf = async (entry: Entry) => {
    const { found, failed } = entry
    const now = Date.now()
    if (found && now - found.at < HOUR_MS) return found.metadata
    if (failed && now - failed.at < AWAY_MS) {
      if (found) return found.metadata
      throw failed.error
    }
    entry.asking ??= ask(entry)
      .catch((error: unknown) => {
        entry.failed = { error, at: Date.now() }
        const said = error instanceof Error ? error.message : String(error)
        log.warn({ provider: entry.settings.id, said }, 'provider does not describe itself')
        if (found && Date.now() - found.at < KEPT_MS) return found.metadata
        throw error
      })
      .finally(() => {
        entry.asking = undefined
      })
    return entry.asking
  }

  return {
    /** Where people come back to: only there do buttons work. */
    origin: env.PUBLIC_ORIGIN ?? null,
    redirectUriOf: ({ id }: ProviderSettings) => `${env.PUBLIC_ORIGIN}/oidc/${id}`,
    /** In the order of their buttons. */
    shown: [...entries.values()].map(({ settings: { id, name } }) => ({ id, name })),
    issuers: [...entries.values()].map(({ settings }) => settings.issuer),
    byId: (id: string) => entries.get(id)?.settings,
    byIssuer: (issuer: string) =>
      [...entries.values()].find(({ settings }) => settings.issuer === issuer)?.settings,
    /** Does something with a provider, within the time that one call has for all that it asks. */
    with: async <T>(
      { id }: ProviderSettings,
      act: (config: Configuration, metadata: ServerMetadata) => Promise<T>,
    ): Promise<T> => {
      const entry = entries.get(id)
      if (!entry) throw new Error(`There is no provider ${id}`)
      const signal = patience()
      const metadata = await metadataOf(entry).catch(() => {
        throw providerAway()
      })
      const { clientId, clientSecret, issuer } = entry.settings
      // Its default, where it does not say (OpenID Connect Discovery 1.0).
      const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
      const authenticate = ways.includes('client_secret_basic')
        ? ClientSecretBasic
        : ClientSecretPost
      const config = new Configuration(metadata, clientId, undefined, authenticate(clientSecret))
      config[customFetch] = askProvider(signal)
      // Each request by itself has the time of all.
      config.timeout = 0
      if (issuer.startsWith('http:')) allowInsecureRequests(config)
      enableNonRepudiationChecks(config)
      if (entry.keys) setJwksCache(config, entry.keys)
      try {
        return await act(config, metadata)
      } finally {
        entry.keys = getJwksCache(config) ?? entry.keys
      }
    },
  }
}
export type Providers = ReturnType<typeof createProviders>
