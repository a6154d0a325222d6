import type { PrismaClient } from '#db/file'
import type { Storage } from './storage.ts'

const UPLOAD_MS = 2 * 3_600_000
const TRASH_MS = 30 * 86_400_000

/** Removes uploads that never ended and what lay in the trash for 30 days. Bytes go first, then row and room: a sweep
 *  that dies is finished by the next one. */
export async function sweep(db: PrismaClient, storage: Storage, now = Date.now()) {
  await db.file.updateMany({
    where: {
      OR: [
        { state: 'pending', createdAt: { lt: new Date(now - UPLOAD_MS) } },
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
  for (const { id, storageKey } of doomed) {
    if (storageKey) await storage.remove(storageKey)
    await db.$executeRaw`
      with gone as (delete from "File" where id = ${id}::uuid and state = 'purging'
                    returning "projectId", "sizeBytes")
      update "Usage" set "usedBytes" = "usedBytes" - gone."sizeBytes"
        from gone where "Usage"."projectId" = gone."projectId"`
  }
  return doomed.length
}
