import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { appError, notFound } from '../../chassis/trpc.ts'
import { refuseArchived, suspensionOf, visibleTo } from '../access.ts'
import type { SignedInContext } from '../context.ts'
import { fileRow, shown } from '../files/file-row.ts'
import { hashAndSniff, TooLong } from '../storage/hash-and-sniff.ts'
import { purge } from '../storage/sweeper.ts'

/** Takes the bytes of an announced file. They are stored under a key of this attempt, which the row knows before the
 *  first byte arrives: whatever breaks, the next attempt or the sweeper finds and removes them. A transfer that
 *  fails is over: the file has to be announced again. */
export async function receiveUpload(ctx: SignedInContext, id: string, req: IncomingMessage) {
  const { db, storage, user } = ctx
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
  if (!file) throw notFound()
  await refuseArchived(ctx, file.project)
  const announced = Number(file.sizeBytes)
  refuseLength(req.headers['content-length'], announced, ctx.limits.fileBytes)

  const storageKey = randomUUID()
  await db.file.update({
    where: { ...mine, storageKey: file.storageKey },
    data: { storageKey, reservedUntil: reservedUntil(ctx) },
    select: { id: true },
  })
  const extending = keepReserved(ctx, id, storageKey)
  try {
    if (file.storageKey) await storage.remove(file.storageKey)
    const { bytes, findings } = hashAndSniff(announced)
    await storedFrom(req, bytes, () => storage.write(storageKey, bytes)).catch((error) => {
      throw error instanceof TooLong ? tooLong(announced, ctx.limits.fileBytes) : error
    })
    const { sizeBytes, ...found } = await findings()
    if (sizeBytes !== announced) throw wrongLength(sizeBytes, announced)
    const category = file.category || (found.type.startsWith('image/') ? 'image' : 'document')
    // The right may have gone while the bytes came.
    if (!(await ctx.confirmAccess(ctx, file.project.id)))
      throw (await suspensionOf(db, user, [file.project.id])) ?? notFound()
    const ready = await db.file.update({
      where: { ...mine, storageKey },
      data: { ...found, category, state: 'ready' },
      select: shown,
    })
    ctx.counters.received.inc(sizeBytes)
    const row = fileRow(ready)
    ctx.report(ctx, 'file.ready', row)
    return row
  } catch (error) {
    await giveUp(ctx, id, storageKey)
    throw error
  } finally {
    clearInterval(extending)
  }
}

const reservedUntil = ({ limits }: SignedInContext) => new Date(Date.now() + limits.reservedMs)

/** Moves the end of the reservation on, for as long as the transfer runs. */
const keepReserved = (ctx: SignedInContext, id: string, storageKey: string) =>
  setInterval(() => {
    const where = { id, storageKey, state: 'pending' }
    const data = { reservedUntil: reservedUntil(ctx) }
    ctx.db.file
      .updateMany({ where, data })
      .catch((err: Error) => ctx.log.warn({ err }, 'reservation not extended'))
  }, ctx.limits.reservedMs / 3)

/** A transfer that failed frees its room at once, unless another attempt has taken over. One that is ready although the answer of
 *  the database was lost stays. What cannot be freed now is left to the sweeper. */
async function giveUp({ db, storage, log }: SignedInContext, id: string, storageKey: string) {
  try {
    const ours = { id, storageKey }
    const pending = { ...ours, state: 'pending' }
    const { count } = await db.file.updateMany({ where: pending, data: { state: 'purging' } })
    if (count === 0 && (await db.file.findFirst({ where: ours, select: { id: true } }))) return
    await storage.remove(storageKey)
    if (count > 0) await purge(db, storage, { id, storageKey: null })
  } catch (err) {
    log.warn({ err }, 'a failed upload keeps its room for a while')
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
  appError('PAYLOAD_TOO_LARGE', `More than the ${announced} bytes that were announced`, {
    limit: Math.min(announced, limit),
  })

const wrongLength = (sizeBytes: number, announced: number) =>
  appError('BAD_REQUEST', `${sizeBytes} bytes arrived of ${announced}`)

/** Feeds the request into `bytes` while `write` drains it. A request that ends early breaks the write; a write that
 *  fails leaves the request unread, so that it can still be answered. */
async function storedFrom(
  req: IncomingMessage,
  bytes: NodeJS.WritableStream & { destroy(error: Error): unknown },
  write: () => Promise<void>,
) {
  const cut = () => {
    if (!req.complete) bytes.destroy(appError('BAD_REQUEST', 'The upload was cut'))
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
