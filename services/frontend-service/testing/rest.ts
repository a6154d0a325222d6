import { newTokenOf, program } from './api-token.ts'
import { startSystem } from './test-system.ts'

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

/** A system with somebody who has a project and a token with every scope, and calls by it. */
export async function startRest() {
  const system = await startSystem()
  const alice = await system.person('Alice')
  const project = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const { token } = await newTokenOf(alice)
  const rest = restAt(system.url, token)
  const newTask = async (title = 'A task') =>
    (await rest(`POST /projects/${projectId}/tasks`, { body: { title } })).body
  return { system, alice, projectId, token, rest, newTask }
}
