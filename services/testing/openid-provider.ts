import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { freePort } from './postgres.ts'

/** Somebody who has an account there, as its ID tokens say. */
interface Account {
  readonly sub: string
  readonly name?: string
  readonly email?: string
  readonly email_verified?: unknown
}

type Mood = 'answers' | 'hangs up' | 'says nothing' | 'talks nonsense' | 'fails'

interface Wanted {
  /** Origin of who asks it, as `http://localhost:3100`. */
  readonly origin: string
  readonly id?: string
  readonly name?: string
  /** Whether ID tokens leave addresses and names to the user information endpoint. */
  readonly isTerse?: boolean
}

/** It tells on the console that it would rather have another Node, and be set up for the internet. */
async function quietly<T>(work: () => T | Promise<T>) {
  const { warn, info } = console
  Object.assign(console, { warn: () => {}, info: () => {} })
  try {
    return await work()
  } finally {
    Object.assign(console, { warn, info })
  }
}

const ALG = 'RS256'
const clientSecret = 'a secret that only this test and its provider know'

/** A real provider of OpenID Connect on loopback: `oidc-provider`, with a page where somebody says who they are by one click.
 *  It can fail, and write ID tokens as no provider should. */
export async function startProvider({ origin, id = 'company', name = 'Company', isTerse }: Wanted) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const accounts = new Map<string, Account>()
  const { privateKey } = await generateKeyPair(ALG, { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'first', alg: ALG, use: 'sig' }
  const state = {
    mood: 'answers' as Mood,
    /** Writes another ID token in place of the right one. */
    forge: undefined as ((claims: JWTPayload) => JWTPayload | Promise<string>) | undefined,
    /** Paths of what was asked. */
    asked: [] as string[],
  }

  const { Provider } = await quietly(() => import('oidc-provider'))
  const configuration = {
    clients: [
      {
        ...{ client_id: 'taskmate', client_secret: clientSecret },
        redirect_uris: [`${origin}/oidc/${id}`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        ...{ response_types: ['code'], grant_types: ['authorization_code'] },
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['a key for tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: isTerse ?? false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (answer: { body?: string }, form: string) => {
          const yes =
            '<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>'
          answer.body = `${form}${yes}`
        },
      },
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: {
      ...{ AccessToken: 600, AuthorizationCode: 600, Grant: 3600, IdToken: 3600 },
      ...{ Interaction: 3600, Session: 3600 },
    },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => accounts.get(sub) ?? { sub },
    }),
  }
  const provider = await quietly(() => new Provider(issuer, configuration))

  /** Signs claims as the provider does. */
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: ALG, kid: key.kid, typ: 'JWT' }).sign(privateKey)

  provider.use(async (answer, next) => {
    await next()
    const { body, oidc } = answer
    if (oidc?.route !== 'token' || !body || !state.forge) return
    const forged = await state.forge(decodeJwt(String(body.id_token)))
    body.id_token = typeof forged === 'string' ? forged : await sign(forged)
  })
  const answer = await quietly(() => provider.callback())

  /** Where somebody says who they are. */
  const interaction = async (req: IncomingMessage, res: ServerResponse) => {
    const { params } = await provider.interactionDetails(req, res)
    if (req.method === 'GET') {
      const buttons = [...accounts.values()].map(
        ({ sub }) => `<button name="account" value="${sub}">${sub}</button>`,
      )
      const page = `<form method="post">${buttons.join('')}<button name="account" value="">Cancel</button></form>`
      return void res.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
    const accountId = new URLSearchParams(await text(req)).get('account')
    const options = { mergeWithLastSubmission: false }
    if (!accountId)
      return provider.interactionFinished(req, res, { error: 'access_denied' }, options)
    const grant = new provider.Grant({ accountId, clientId: String(params.client_id) })
    grant.addOIDCScope('openid email profile')
    const consent = { grantId: await grant.save() }
    await provider.interactionFinished(req, res, { login: { accountId }, consent }, options)
  }

  const moods: Record<Mood, (req: IncomingMessage, res: ServerResponse) => unknown> = {
    answers: (req, res) =>
      req.url?.startsWith('/interaction/') ? interaction(req, res) : answer(req, res),
    'hangs up': (req) => req.socket.destroy(),
    'says nothing': () => {},
    'talks nonsense': (_, res) => res.writeHead(200).end('<html>'.repeat(100_000)),
    fails: (_, res) => res.writeHead(503).end(),
  }
  const server = createServer((req, res) => {
    state.asked.push((req.url ?? '').split('?')[0] ?? '')
    void moods[state.mood](req, res)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    issuer,
    id,
    state,
    sign,
    /** As it stands in OIDC_PROVIDERS. */
    settings: { id, name, issuer, clientId: 'taskmate', clientSecret },
    /** Gives somebody an account there. */
    knows: (account: Account) => accounts.set(account.sub, account),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A browser at providers: it keeps their cookies, and says who it is. Answers what is brought back to us. */
export function visitor() {
  const jar = new Map<string, string>()
  return async (address: string, account: string) => {
    let url = new URL(address)
    let init: RequestInit = {}
    for (let hops = 0; hops < 20; hops += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(url, {
        ...init,
        headers: { ...init.headers, cookie },
        redirect: 'manual',
      })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location) {
        url = new URL(location, url)
        if (/^\/oidc\//.test(url.pathname)) return Object.fromEntries(url.searchParams)
        init = {}
      } else if (/\/interaction\//.test(url.pathname) && !init.method)
        init = {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ account }).toString(),
        }
      else throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`)
    }
    throw new Error('The provider leads nowhere')
  }
}
