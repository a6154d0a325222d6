import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { freePort } from '../../testing/postgres.ts'

/** The part of the S3 protocol that storage speaks, over a real port: objects, ranges, uploads in parts. */
export async function startObjectStore() {
  const objects = new Map<string, Buffer>()
  const uploads = new Map<string, Map<number, Buffer>>()
  let count = 0

  const respond = async (req: IncomingMessage, res: ServerResponse) => {
    const { pathname: key, searchParams } = new URL(req.url ?? '', 'http://store')
    const uploadId = searchParams.get('uploadId') ?? ''
    const xml = (body: string) => res.setHeader('content-type', 'application/xml').end(body)
    const body = await buffer(req)
    if (req.method === 'POST' && searchParams.has('uploads')) {
      count += 1
      uploads.set(`${count}`, new Map())
      return xml(
        `<InitiateMultipartUploadResult><UploadId>${count}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    if (req.method === 'PUT') {
      if (uploadId) uploads.get(uploadId)?.set(Number(searchParams.get('partNumber')), body)
      else objects.set(key, body)
      return res.setHeader('etag', '"x"').end()
    }
    if (req.method === 'POST') {
      const parts = [...(uploads.get(uploadId) ?? [])].sort(([one], [other]) => one - other)
      objects.set(key, Buffer.concat(parts.map(([, bytes]) => bytes)))
      uploads.delete(uploadId)
      return xml('<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>')
    }
    if (req.method === 'DELETE') {
      if (uploadId) uploads.delete(uploadId)
      else objects.delete(key)
      return res.writeHead(204).end()
    }
    const object = objects.get(key)
    if (!object) {
      res.writeHead(404)
      return xml('<Error><Code>NoSuchKey</Code></Error>')
    }
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? []
    return res.writeHead(206).end(object.subarray(Number(start), Number(end) + 1))
  }

  const server = createServer((req, res) => {
    respond(req, res).catch(() => res.destroy())
  })
  const port = await freePort()
  const resume = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const pause = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  await resume()
  return {
    objects,
    /** Uploads in parts that were neither completed nor given up. */
    uploads,
    settings: {
      S3_BUCKET: 'files',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    },
    pause,
    resume,
  }
}
