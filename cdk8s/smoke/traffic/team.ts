import { spawn } from 'node:child_process'
import {
  type Browser,
  openBrowser,
  ownPage,
} from '../../../services/frontend-service/testing/browser.ts'

/** Someone with a project, an open task and a file, through the edge at `url`. */
export async function settle(url: string) {
  // Where nothing ends TLS on the way; an edge says by itself how it was reached.
  const browser = openBrowser(url, { ...ownPage, 'x-forwarded-proto': 'https' })
  const { trpc } = browser
  await trpc.gateway.session.signUp.mutate({
    name: 'Under load',
    email: `load-${crypto.randomUUID()}@taskmate.example`,
    password: 'correct horse battery',
    locale: 'en',
  })
  const workspaceId = (await trpc.gateway.session.who.query())?.workspaces[0]?.id ?? ''
  const project = await trpc.task.projects.create.mutate({ workspaceId, key: 'LOAD', name: 'Load' })
  const task = await trpc.task.tasks.create.mutate({ projectId: project.id, title: 'The first' })
  return { ...browser, workspaceId, projectId: project.id, taskId: task.id }
}
export type Settled = Awaited<ReturnType<typeof settle>>

/** Makes a file of `bytes` and gives its id; the body leaves in `pieces` over `seconds`. */
export async function upload(person: Settled, bytes: number, pieces: number, seconds: number) {
  const { projectId, request, trpc } = person
  const { id, url } = await trpc.file.uploads.create.mutate({
    projectId,
    name: 'under load.bin',
    sizeBytes: bytes,
  })
  await accepted(
    request(url, {
      method: 'PUT',
      headers: { 'content-length': String(bytes) },
      body: slowly(bytes, pieces, seconds),
      duplex: 'half',
    } as RequestInit),
  )
  return id
}

/** Reads a file as slowly as a browser on a train does; throws unless every byte came. */
export async function download(
  { request }: Browser,
  id: string,
  bytes: number,
  bytesPerSecond: number,
) {
  const { body } = await accepted(request(`/files/${id}/content`))
  const started = performance.now()
  let read = 0
  for await (const piece of body ?? []) {
    read += piece.length
    await pause(started + (read / bytesPerSecond) * 1000 - performance.now())
  }
  if (read !== bytes) throw new Error(`${read} of ${bytes} bytes came`)
}

async function accepted(answer: Promise<Response>) {
  const response = await answer
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response
}

function slowly(bytes: number, pieces: number, seconds: number) {
  let sent = 0
  const piece = new Uint8Array(bytes / pieces)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await pause((seconds * 1000) / pieces)
      controller.enqueue(piece)
      sent += piece.length
      if (sent >= bytes) controller.close()
    },
  })
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

/** Runs a command while everything else goes on; gives its exit code. */
export function bash(command: string) {
  const child = spawn('bash', ['-c', command], { stdio: 'inherit' })
  return new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}
