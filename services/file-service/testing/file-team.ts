import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createTRPCClient } from '@trpc/client'
import { PrismaClient } from '#db/file'
import { createPool, prismaAdapter, transactionOptions } from '../../chassis/database.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { figure } from '../../testing/figures.ts'
import { startService } from '../../testing/host/start-service.ts'
import { startTeam, type Teammate } from '../../testing/team.ts'
import { fileEnv } from '../env.ts'
import type { FileRouter } from '../router.ts'
import { diskStorage } from '../storage/disk-storage.ts'
import { sweep } from '../storage/sweeper.ts'

export type FileTeam = Awaited<ReturnType<typeof startFileTeam>>
type Settings = Record<string, string>

/** A file-service of one test file with its team: people who upload and download as the gateway would for them. */
export async function startFileTeam(settings: Settings = {}) {
  const team = await startTeam()
  const database = await temporaryDatabase('file')
  const folder = await mkdtemp(join(tmpdir(), 'taskmate-files-'))
  const envWith = (more: Settings) =>
    fileEnv.parse({
      ...team.settings,
      ...database.env,
      FILES_DIR: folder,
      UPLOAD_LIMIT_BYTES: String(10 * 1024 ** 2),
      ...settings,
      ...more,
    })
  const env = envWith({})
  const service = await startService('file-service', env)
  const rows = createPool(env, '')
  const db = new PrismaClient({ adapter: prismaAdapter(rows), transactionOptions })
  const storage = await diskStorage(folder)

  const signedIn = (person: Teammate, url = service.url) => {
    const links = team.linksTo('file-service', url, person.id)
    const authorization = async () => `Bearer ${await team.sign('file-service', person.id)}`
    const files = createTRPCClient<FileRouter>({ links })
    const put = async (path: string, body: Buffer, headers: Record<string, string> = {}) =>
      exchange(`${url}${path}`, 'PUT', { authorization: await authorization(), ...headers }, body)
    const upload = async (
      body: Buffer,
      about: { projectId: string; name?: string; taskId?: string },
    ) => {
      const sizeBytes = body.length
      const { id, url: path } = await files.uploads.create.mutate({
        name: 'a file',
        ...about,
        sizeBytes,
      })
      return { id, ...(await put(path, body)) }
    }
    const download = async (
      id: string,
      headers: Record<string, string> = {},
      method = 'GET',
      query = '',
    ) =>
      fetch(`${url}/files/${id}/content${query}`, {
        method,
        headers: { authorization: await authorization(), ...headers },
      })
    return { ...person, files, authorization, put, upload, download }
  }

  return {
    ...team,
    env,
    service,
    rows,
    folder,
    signedIn,
    sweep: () => sweep(db, storage),
    stored: () => readdir(folder),
    /** A second file-service over the same database and folder. */
    another: (more: Settings) => startService('file-service', envWith(more)),
    metric: (name: string) => figure(service, name),
    close: async () => {
      await service.close()
      await db.$disconnect()
      await rows.end()
      await database.close()
      await team.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** One request over `node:http`: with `transfer-encoding: chunked` the body's length stays untold. */
export function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Buffer | Readable,
) {
  return new Promise<{ status: number; answer: Record<string, unknown>; sentBytes: number }>(
    (resolve, reject) => {
      const isWhole = Buffer.isBuffer(body) && !headers['transfer-encoding']
      const length = isWhole ? { 'content-length': String(body.length) } : {}
      const req = request(url, { method, headers: { ...length, ...headers }, agent: false })
      let answered = false
      req.once('error', (error) => answered || reject(error))
      req.once('response', async (res) => {
        answered = true
        const answer = await text(res)
        const sentBytes = req.socket?.bytesWritten ?? 0
        req.destroy()
        resolve({
          status: res.statusCode ?? 0,
          answer: answer ? JSON.parse(answer) : {},
          sentBytes,
        })
      })
      if (Buffer.isBuffer(body)) Readable.from(chunksOf(body)).pipe(req)
      else body.pipe(req)
    },
  )
}

function* chunksOf(body: Buffer) {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536)
}
