import { type IncomingMessage, request as send } from 'node:http'
import { pollUntil } from '../../chassis/poll-until.ts'
import { ownPage } from './browser.ts'
import type { Person } from './people.ts'
import type { System } from './test-system.ts'
import { unzip } from './unzip.ts'

type Row = Record<string, unknown>

export const asked = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
} as const

/** Asks for an export as the web app does. */
export const askFor = (person: Pick<Person, 'request'>, path = '/my-data') =>
  person.request(path, asked)

/** What somebody's export has: its lists by their names, and the bytes of its files. */
export async function exportOf(person: Pick<Person, 'request'>) {
  const answer = await askFor(person)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return contentsOf(Buffer.from(await answer.arrayBuffer()))
}

export async function contentsOf(zip: Buffer) {
  const contents = await unzip(zip)
  const textOf = (name: string) => contents.get(name)?.toString() ?? ''
  return {
    names: [...contents.keys()],
    readMe: textOf('README.txt'),
    account: JSON.parse(textOf('account.json')) as Row,
    list: (name: string) => JSON.parse(textOf(`${name}.json`)) as Row[],
    bytes: (path: unknown) => contents.get(String(path)),
    /** All of it, to look for what must not be there. */
    all: [...contents.values()].join('\n'),
  }
}

/** An export whose reader takes nothing of it yet. */
export const unread = ({ url, cookie }: Pick<Person, 'url' | 'cookie'>) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { ...ownPage, ...asked.headers, cookie: cookie() }
    send(`${url}/my-data`, { method: 'POST', headers, agent: false }, resolve)
      .once('error', reject)
      .end(asked.body)
  })

/** Reads an export until a name stands in it, and answers what came. */
export async function readUntil(answer: IncomingMessage, name: string) {
  const chunks: Buffer[] = []
  await pollUntil(async () => {
    const chunk: Buffer | null = answer.read()
    if (chunk) chunks.push(chunk)
    return Buffer.concat(chunks).includes(name)
  })
  return Buffer.concat(chunks)
}

export async function uploaded(
  { trpc, request }: Pick<Person, 'trpc' | 'request'>,
  file: { readonly projectId: string; readonly taskId?: string; readonly name: string },
  bytes: Buffer,
) {
  const { id, url } = await trpc.file.uploads.create.mutate({ ...file, sizeBytes: bytes.length })
  const { status } = await request(url, { method: 'PUT', body: new Uint8Array(bytes) })
  if (status !== 200) throw new Error(`not uploaded: ${status}`)
  return id
}

/** Somebody in the workspace of somebody else, with a project. */
export async function exportTeam(system: System) {
  const alice = await system.person('Alice')
  const bob = await system.colleague(alice, 'Bob')
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const taskOf = (person: Person, title: string, more = {}) =>
    person.trpc.task.tasks.create.mutate({ projectId, title, ...more })
  return { alice, bob, workspaceId, projectId, taskOf }
}
