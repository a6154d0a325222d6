import type { PrismaClient } from '#db/file'
import type { Storage } from './storage.ts'

/** For uploads that a release announced which reserved for this long. */
const UPLOAD_MS = 2 * 3_600_000
const TRASH_MS = 30 * 86_400_000

/** Removes uploads that never ended and what lay in the trash for 30 days. Bytes go first, then row and room: a sweep
 *  that dies or is closed is finished by the next one. */
export async function sweep(
  db: PrismaClient,
  storage: Storage,
  now = Date.now(),
  isClosed = () => false,
) {
  await db.file.updateMany({
    where: {
      OR: [
        { state: 'pending', reservedUntil: { lt: new Date(now) } },
        { state: 'pending', reservedUntil: null, createdAt: { lt: new Date(now - UPLOAD_MS) } },
        { state: 'ready', trashedAt: { lt: new Date(now - TRASH_MS) } },
      ],
    },
    data: { state: 'purging' },
  })
  const doomed = await db.file.findMany({
    where: { state: 'purging' },
    take: 500,
    select: { id: true, storageKey: true },
  })
  for (const file of doomed) {
    if (isClosed()) break
    await purge(db, storage, file)
  }
  return doomed.length
}

/** Removes what is marked as purging. */
export async function purge(db: PrismaClient, storage: Storage, { id, storageKey }: Doomed) {
  if (storageKey) await storage.remove(storageKey)
  await db.$executeRaw`
    with gone as (delete from "File" where id = ${id}::uuid and state = 'purging'
                  returning "projectId", "sizeBytes")
    update "Usage" set "usedBytes" = "usedBytes" - gone."sizeBytes"
      from gone where "Usage"."projectId" = gone."projectId"`
}

interface Doomed {
  readonly id: string
  readonly storageKey: string | null
}
