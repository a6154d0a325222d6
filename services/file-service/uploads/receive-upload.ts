import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TRPCError } from '@trpc/server'
import { missing } from '../../chassis/trpc.ts'
import { refuseArchived, visibleTo } from '../access.ts'
import type { Context } from '../context.ts'
import { fileRow, shown } from '../files/file-row.ts'
import { Refused } from '../responses.ts'
import { hashAndSniff, TooLong } from '../storage/hash-and-sniff.ts'

/** Takes the bytes of an announced file. They are stored under a key of this attempt, which the row knows before the
 *  first byte arrives: whatever breaks, the next attempt or the sweeper finds and removes them. */
export async function receiveUpload(ctx: Context, id: string, req: IncomingMessage) {
  const { db, storage, user } = ctx
  if (!user) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
  const mine = {
    id,
    state: 'pending',
    uploadedBy: user.id,
    project: visibleTo(user, 'member'),
  }
  const file = await db.file.findFirst({
    where: mine,
    select: {
      sizeBytes: true,
      storageKey: true,
      category: true,
      project: { select: { id: true, archived: true } },
    },
  })
  if (!file) throw missing()
  await refuseArchived({ ...ctx, user }, file.project)
  const announced = Number(file.sizeBytes)
  refuseLength(req.headers['content-length'], announced, ctx.limits.fileBytes)

  const storageKey = randomUUID()
  await db.file.update({
    where: { ...mine, storageKey: file.storageKey },
    data: { storageKey },
    select: { id: true },
  })
  if (file.storageKey) await storage.remove(file.storageKey)
  const { bytes, findings } = hashAndSniff(announced)
  await storedFrom(req, bytes, () => storage.write(storageKey, bytes)).catch((error) => {
    throw error instanceof TooLong ? tooLong(announced, ctx.limits.fileBytes) : error
  })
  try {
    const { sizeBytes, ...found } = await findings()
    if (sizeBytes !== announced) throw wrongLength(sizeBytes, announced)
    const category = file.category || (found.type.startsWith('image/') ? 'image' : 'document')
    const ready = await db.file.update({
      where: { ...mine, storageKey },
      data: { ...found, category, state: 'ready' },
      select: shown,
    })
    const row = fileRow(ready)
    ctx.report({ ...ctx, user }, 'file.ready', row)
    return row
  } catch (error) {
    await storage.remove(storageKey)
    throw error
  }
}

/** Refuses by the header alone what would be refused later. */
function refuseLength(header: string | undefined, announced: number, limit: number) {
  if (header === undefined) return
  const length = Number(header)
  if (length > announced) throw tooLong(announced, limit)
  if (length < announced) throw wrongLength(length, announced)
}

const tooLong = (announced: number, limit: number) =>
  new Refused(413, `More than the ${announced} bytes that were announced`, {
    limitBytes: Math.min(announced, limit),
  })

const wrongLength = (sizeBytes: number, announced: number) =>
  new Refused(400, `${sizeBytes} bytes arrived of ${announced}`)

/** Feeds the request into `bytes` while `write` drains it. A request that ends early breaks the write; a write that
 *  fails leaves the request unread, so that it can still be answered. */
async function storedFrom(
  req: IncomingMessage,
  bytes: NodeJS.WritableStream & { destroy(error: Error): unknown },
  write: () => Promise<void>,
) {
  const cut = () => {
    if (!req.complete) bytes.destroy(new Refused(400, 'The upload was cut'))
  }
  // Storage may begin to listen a moment later; until then a cut must not be an error that nobody handles.
  bytes.once('error', () => {})
  req.once('close', cut)
  req.pipe(bytes)
  try {
    if (req.destroyed) cut()
    await write()
  } finally {
    req.off('close', cut)
    req.unpipe()
  }
}
