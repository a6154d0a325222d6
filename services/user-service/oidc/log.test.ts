import { afterAll, expect, test } from '@jest/globals'
import { UnsecuredJWT } from 'jose'
import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import { createLogger } from '../../chassis/logger.ts'
import { startProvider, visitor } from '../../testing/openid-provider.ts'
import { place } from '../testing/keys-to.ts'
import { checkAnswer } from './check-answer.ts'
import { createProviders } from './providers.ts'

const provider = await startProvider({ origin: place.origin })
afterAll(() => provider.close())
const { settings } = provider
const env = { PUBLIC_ORIGIN: place.origin, OIDC_PROVIDERS: [settings] }
const providers = createProviders(env, createLogger('test', 'silent'))

const secrets = { state: 'a state', nonce: 'a nonce', verifier: 'v'.repeat(43) }
const mina = { sub: 'subject-of-mina', email: 'mina@company.example', name: 'Mina Kim' }

type Changes = Partial<Pick<typeof provider.state, 'mood' | 'forge'>>

/** Brings an answer back and has it checked; what is logged of it, and the code that it brought. */
async function logged(changes: Changes) {
  const redirectUri = providers.redirectUriOf(settings)
  const lines: string[] = []
  const log = { warn: (facts: object, words: string) => lines.push(JSON.stringify([facts, words])) }
  const challenge = await calculatePKCECodeChallenge(secrets.verifier)
  const code = await providers.with(settings, async (config, metadata) => {
    const url = buildAuthorizationUrl(config, {
      ...{ redirect_uri: redirectUri, scope: 'openid email', code_challenge_method: 'S256' },
      ...{ code_challenge: challenge, state: secrets.state, nonce: secrets.nonce },
    })
    const { code = '', iss = '' } = await visitor()(url.href, mina.sub)
    Object.assign(provider.state, changes)
    const answer = { redirectUri, code, iss, ...secrets }
    await expect(checkAnswer({ config, metadata, log }, settings, answer)).rejects.toThrow()
    Object.assign(provider.state, { mood: 'answers', forge: undefined })
    return code
  })
  return { lines, code }
}

const cases: Record<string, Changes & { said: string }> = {
  'of a clock that is off': {
    forge: ({ iat = 0, ...claims }) => ({ ...claims, iat: iat - 3600 }),
    said: 'secondsOff":-36',
  },
  'that is not signed': {
    forge: async (claims) => new UnsecuredJWT(claims).encode(),
    said: 'company',
  },
  'for another question': {
    forge: (claims) => ({ ...claims, nonce: 'another nonce' }),
    said: 'claim',
  },
  'that never comes': { mood: 'fails', said: '503' },
  'that nobody can read': {
    forge: async () => 'mina@company.example.a nonce.eyJ',
    said: 'company',
  },
}

test.each(Object.keys(cases))(
  'of an ID token %s the log says what is wrong, and nothing that anybody could use',
  async (name) => {
    const { said = '', ...changes } = cases[name] ?? {}
    provider.knows(mina)
    const { lines, code } = await logged(changes)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(said)
    for (const hidden of [code, settings.clientSecret, ...Object.values(mina), 'eyJ'])
      expect(lines[0]).not.toContain(String(hidden))
    for (const secret of Object.values(secrets)) expect(lines[0]).not.toContain(`"${secret}`)
  },
)
