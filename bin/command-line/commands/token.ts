import { createTRPCClient, httpLink } from '@trpc/client'
import { services } from '../../../services/catalog.ts'
import type { GatewayRouter } from '../../../services/frontend-service/router.ts'
import { bySegment } from '../../../services/frontend-service/web/by-segment.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { isLoopback, serverUrl } from '../settings.ts'

const HOURS = 8

/** For trying things on a machine: signs in as the demo owner with the password that `npm start` prints, and makes a token. */
export const token: Command = {
  name: 'token',
  usage: 'export TASKMATE_URL=http://localhost:3100 TASKMATE_TOKEN=$(tm token --demo)',
  options: { demo: { type: 'boolean' } },
  run: async ({ words, answer, note }, { has }) => {
    if (!has('demo')) throw new Failure('usage', words.onlyDemo, { hints: [words.tokenHint] })
    const { NODE_ENV, TASKMATE_ENV, PORT_OFFSET = '0' } = process.env
    const isElsewhere = [NODE_ENV, TASKMATE_ENV].some((name) =>
      /^(production|staging)$/.test(name ?? ''),
    )
    const port =
      (services.find(({ name }) => name === 'frontend-service')?.port ?? 0) + Number(PORT_OFFSET)
    const url = serverUrl(process.env.TASKMATE_URL || `http://localhost:${port}`, words)
    if (isElsewhere || !isLoopback(new URL(url)))
      throw new Failure('refused', words.notDevelopment(url))
    const { people, password } = await import('../../../prisma/demo/people.ts')
    const { scopes } = await import('../../../services/user-service/contract.ts')
    const [owner] = people
    const browser = openBrowser(url)
    const signedIn = await browser.gateway.session.signIn.mutate({ email: owner.email, password })
    if (!signedIn.user) throw new Failure('refused', words.demoHasFactor(owner.email))
    const expiresAt = new Date(Date.now() + HOURS * 3_600_000).toISOString()
    const made = await browser.gateway.apiTokens.create.mutate({
      ...{ name: 'tm token --demo', scopes: [...scopes], expiresAt },
    })
    await browser.gateway.session.signOut.mutate()
    answer({ url, token: made.token, expiresAt }, [made.token])
    note(words.demoToken(owner.name, url, HOURS))
  },
}

/** As a page of the app calls: with its cookies and its headers. */
function openBrowser(url: string) {
  const cookies = new Map<string, string>()
  const keeping: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies.values()].join('; '))
    const response = await fetch(input, { ...init, headers, redirect: 'error' })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair)
    }
    return response
  }
  const headers = { 'x-taskmate': '1', 'sec-fetch-site': 'same-origin' }
  return createTRPCClient<GatewayRouter>({
    links: [bySegment((path) => httpLink({ url: `${url}${path}`, headers, fetch: keeping }))],
  })
}
