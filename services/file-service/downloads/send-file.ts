import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { unlessGivenUp } from '../../chassis/feed/recorded.ts'
import { notFound } from '../../chassis/trpc.ts'
import type { Context, SignedInContext } from '../context.ts'
import { readableFile } from '../files/shared-files.ts'
import { Refused } from '../responses.ts'
import { type Content, Corrupt, checkedBytes, type Range } from './checked-bytes.ts'
import { downloadHeaders, rangeOf } from './download-headers.ts'

/** Sends a file, or the range that is asked for, to who may see it now. A flipped byte is never sent: in the first
 *  block it is a 500, later the answer breaks off short of its length. */
export async function sendFile(
  ctx: SignedInContext,
  id: string,
  inline: boolean,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const file = await unlessGivenUp(() => stored(ctx, id))
  const headers = downloadHeaders(file, inline)
  const isWhole = req.headers['if-range'] !== undefined && req.headers['if-range'] !== headers.etag
  const range = isWhole ? undefined : rangeOf(req.headers.range, file.sizeBytes)
  if (range === null) {
    res.setHeader('content-range', `bytes */${file.sizeBytes}`)
    throw new Refused(416, 'BAD_REQUEST', 'There is no such part of the file')
  }
  const wanted = range ?? { start: 0, end: file.sizeBytes - 1 }
  const open = () =>
    res.writeHead(range ? 206 : 200, {
      ...headers,
      'content-length': wanted.end - wanted.start + 1,
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${file.sizeBytes}` }),
    })
  if (req.method === 'HEAD' || file.sizeBytes === 0) return open().end()
  try {
    await pour(ctx, file, wanted, open)
  } catch (error) {
    if (!(error instanceof Corrupt)) throw error
    ctx.counters.corrupt.inc()
    ctx.log.error({ err: error, fileId: id }, 'a stored file is damaged')
    throw new Refused(500, 'UNPROCESSABLE_CONTENT', 'This file is damaged and was not sent')
  }
}

async function pour(
  { storage, counters }: Context,
  file: Content,
  wanted: Range,
  open: () => ServerResponse,
) {
  const bytes = checkedBytes(storage, file, wanted)
  const first = await bytes.next()
  const all = async function* () {
    if (!first.done) yield first.value
    yield* bytes
  }
  const counted = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      counters.sent.inc(piece.length)
      yield piece
    }
  }
  await pipeline(all, counted, open())
}

async function stored(ctx: SignedInContext, id: string) {
  const readable = await readableFile(ctx, id)
  const file = await ctx.db.file.findFirst({
    where: { id, state: 'ready', trashedAt: null, ...readable },
    select: {
      name: true,
      type: true,
      sizeBytes: true,
      sha256: true,
      blocks: true,
      storageKey: true,
    },
  })
  if (!file?.storageKey || !file.blocks || !file.sha256 || !file.type) throw notFound()
  const { storageKey, blocks, sha256, type, name } = file
  return { storageKey, blocks, sha256, type, name, sizeBytes: Number(file.sizeBytes) }
}
