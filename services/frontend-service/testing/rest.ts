import { program } from './api-token.ts'

interface Sent {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** Calls of `/api/v1` by an API token: `GET /me`. */
export function restAt(url: string, token: string) {
  const { request } = program(url, token)
  return async (route: string, { body, headers }: Sent = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const answer = await request(`/api/v1${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text || 'null') }
  }
}
