import { beforeAll, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { pollUntil } from './chassis/poll-until.ts'
import { newTokenOf, program } from './frontend-service/testing/api-token.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { restAt } from './frontend-service/testing/rest.ts'
import {
  type Described,
  manners,
  type Pool,
  type Request,
  readDocument,
  requestsOf,
  type Schema,
} from './frontend-service/testing/rest-walk.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { fc } from './testing/property.ts'

const { document, operations } = readDocument()

/** With objects that have no other fields than they say: an answer that tells more is not described. */
const closed = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.properties && value.type === 'object' && !('additionalProperties' in value)
      ? { ...value, additionalProperties: false }
      : value,
  )
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
const { Problem, ...schemas } = (document.components as { schemas: Record<string, Schema> }).schemas
ajv.addSchema({ $id: 'doc', components: { schemas: { ...(closed(schemas) as object), Problem } } })
const faultsIn = (schema: Schema, value: unknown) => {
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components', '"doc#/components')
  const matches = ajv.compile(JSON.parse(text))
  return matches(value) ? [] : (matches.errors ?? [])
}

const system = sharedSystem()
let alice: Person
let token: string
let known: Record<string, readonly string[]>
beforeAll(async () => {
  alice = await system.person('Alice')
  const bob = await system.colleague(alice, 'Bob')
  token = (await newTokenOf(alice)).token
  const { workspaceId } = alice
  const rest = restAt(system.url, token)
  const made = async (route: string, body: object) => (await rest(`POST ${route}`, { body })).body
  const project = await made(`/workspaces/${workspaceId}/projects`, { key: 'WALK', name: 'Walk' })
  const other = await made(`/workspaces/${workspaceId}/projects`, { key: 'OTHER', name: 'Other' })
  const projectId = project.id
  const label = await made(`/projects/${projectId}/labels`, { name: 'Bug', color: 'red' })
  const tasks = []
  for (const title of ['One', 'Two', 'Three', 'Four'])
    tasks.push(
      await made(`/projects/${projectId}/tasks`, {
        title,
        labelIds: [label.id],
        assigneeIds: [alice.id],
      }),
    )
  const taskId = tasks[0].id
  await made(`/projects/${projectId}/tasks`, { title: 'A part', parentId: taskId })
  const comment = await made(`/tasks/${taskId}/comments`, { text: 'Hello' })
  const relation = await made(`/tasks/${taskId}/relations`, {
    otherId: tasks[1].id,
    kind: 'blocks',
  })
  const view = await made(`/projects/${projectId}/views`, {
    ...{ name: 'Mine', kind: 'list', scope: 'private', q: '' },
  })
  const webhook = await made(`/projects/${projectId}/webhooks`, {
    ...{ url: 'https://hook.invalid/', types: ['label.deleted'] },
  })
  const delivery = await made(`/projects/${projectId}/webhooks/${webhook.id}/test`, {})
  await pollUntil(async () => (await rest(`GET /projects/${projectId}/files`)).status === 200)
  await pollUntil(
    async () =>
      (await rest(`GET /workspaces/${workspaceId}/dashboard?timeZone=UTC`)).status === 200,
  )
  const uploads = `/projects/${projectId}/uploads`
  const file = await made(uploads, { name: 'a.txt', sizeBytes: 1 })
  const upload = await made(uploads, { name: 'b.txt', sizeBytes: 1 })
  await program(system.url, token).request(file.url, {
    ...{ method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' } },
  })
  const taskIds = tasks.map(({ id }) => id)
  const statusIds = project.statuses.map(({ id }: { id: string }) => id)
  known = {
    ...{ workspaceId: [workspaceId], projectId: [projectId], targetId: [other.id] },
    ...{ taskId: taskIds, otherId: [taskIds[1]], ids: taskIds, parentId: [taskIds[2]] },
    ...{ userId: [bob.id], assigneeId: [bob.id], assigneeIds: [bob.id], labelIds: [label.id] },
    ...{ statusId: statusIds, beforeId: [taskIds[3]], afterId: [taskIds[3]] },
    actionId: tasks.map(({ actionId }) => actionId),
    ...{
      timeZone: ['Asia/Seoul', 'UTC'],
      dueTime: ['15:00[Asia/Seoul]'],
      startTime: ['15:00[Asia/Seoul]'],
      'If-Match': ['"1"'],
    },
    q: ['', 'status:open', 'sort:due', '-label:Bug p:high'],
    until: ['2026-11-29T10:00:00.000Z'],
    cursor: ['0', 'a1', taskIds[0]],
    'tasks/{key}': ['WALK-1', 'WALK-2'],
    'projects/{key}': ['WALK'],
    'tasks/{id}': taskIds,
    'projects/{id}': [other.id],
    'comments/{id}': [comment.id],
    'relations/{id}': [relation.id],
    'labels/{id}': [label.id],
    'statuses/{id}': statusIds,
    'views/{id}': [view.id],
    'webhooks/{id}': [webhook.id],
    deliveryId: [delivery.id],
    url: ['https://example.com/hook'],
    'files/{id}': [file.id],
    'uploads/{id}': [upload.id],
  }
})

/** What is wrong with the answer to a request. */
async function faultsOf({ method, path, answers }: Described, { url, headers, body }: Request) {
  const answer = await program(system.url, token).request(`/api/v1${url}`, {
    ...{ method, headers, body },
  })
  const text = await answer.text()
  const told = answers.get(answer.status)
  const at = `${method} ${path} → ${answer.status}`
  if (answer.ok) succeeded.add(`${method} ${path}`)
  if (!told) return [`${at} is not documented: ${url} ${body?.slice(0, 300)} ${text}`]
  if (!told.schema) return text ? [`${at} has a body`] : []
  const type = answer.headers.get('content-type')
  if (type !== told.type) return [`${at} has the type ${type}`]
  return faultsIn(told.schema, JSON.parse(text)).map(
    ({ instancePath, message, params }) =>
      `${at} ${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

/** What is in the last step of a path is called by what stands before it. */
const poolOf =
  ({ path }: Described): Pool =>
  (name) => {
    const [place] = new RegExp(`\\w+/\\{${name}\\}`).exec(path) ?? []
    return known[place ?? ''] ?? known[name] ?? []
  }

/** What takes things away comes last. */
const inOrder = operations.toSorted((one, other) => Number(isLast(one)) - Number(isLast(other)))
function isLast({ method, path }: Described) {
  return method === 'DELETE' || /(archive|purge)$/.test(path)
}

const succeeded = new Set<string>()

const walks = inOrder.flatMap((operation) =>
  manners.map((manner) => [operation.method, operation.path, manner, operation] as const),
)

test.each(walks)(
  '%s %s, asked in the manner %s, is answered as documented and never by a fault of ours',
  async (_method, _path, manner, operation) => {
    const requests = fc.sample(
      requestsOf(operation, poolOf(operation), manner),
      manner === 'least' ? 1 : 5,
    )
    const faults: string[] = []
    for (const request of requests) faults.push(...(await faultsOf(operation, request)))
    expect(faults).toEqual([])
  },
)

test('most operations have succeeded, so that their answers were looked at', () => {
  expect(succeeded.size).toBeGreaterThan(0.7 * operations.length)
})
