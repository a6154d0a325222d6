import { MANIFEST } from './manifest.ts'

/** What to remove of backups older than `keepDays`: the manifest first, so that half a backup never looks whole. The
 *  newest whole one stays, however old it is. */
export function expired(names: readonly string[], now: Date, keepDays: number) {
  if (keepDays === 0) return []
  const newest = names.findLast((name) => name.endsWith(`/${MANIFEST}`))?.split('/')[0] ?? ''
  const limit = new Date(now.getTime() - keepDays * 86_400_000).toISOString().replaceAll(':', '-')
  return names
    .filter((name) => name < limit && name.split('/')[0] !== newest)
    .sort((one, other) => Number(isManifest(other)) - Number(isManifest(one)))
}

const isManifest = (name: string) => name.endsWith(`/${MANIFEST}`)
