import { createTRPCClient, httpLink } from '@trpc/client'
import type { GatewayRouter } from '../router.ts'

/** Headers that only our own pages send. */
export const ownPage = { 'x-taskmate': '1', 'sec-fetch-site': 'same-origin' }

/** A browser as the gateway meets it in tests: keeps cookies, calls by typed client or by plain request. */
export function openBrowser(url: string, always: Record<string, string> = ownPage) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ ...always, ...Object.fromEntries(new Headers(init.headers)) })
    if (jar.size > 0 && !headers.has('cookie')) headers.set('cookie', cookie())
    const answer = await fetch(url + path, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }

  const keep = (line: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }

  const trpc = createTRPCClient<GatewayRouter>({
    links: [
      httpLink({
        url: '/trpc',
        // As in web/trpc.ts: the first segment of a call names the service.
        fetch: (path, init) =>
          request(String(path).replace(/^\/trpc\/(\w+)\./, '/trpc/$1/'), {
            method: init?.method,
            headers: new Headers(Object.entries(init?.headers ?? {}).map(pair)),
            body: init?.body ? String(init.body) : undefined,
          }),
      }),
    ],
  })

  return { url, trpc, request, cookie, jar }
}
export type Browser = ReturnType<typeof openBrowser>

const pair = ([name, value]: [string, unknown]): [string, string] => [name, String(value)]
