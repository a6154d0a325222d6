import { inBackground } from '../background.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { SqlTransaction } from './cursor.ts'

/** Removes one batch of what belonged to a workspace and resolves to its rows; in SQL, `$1` is the workspace. */
type Step = string | ((workspaceId: string) => Promise<number>)

interface Purging {
  readonly db: SqlTransaction
  /** In this order, each until nothing is left: children before parents, the row of "DeletedWorkspace" last. */
  readonly steps: readonly Step[]
  readonly log: Logger
  readonly metrics: Metrics
}

/** Purges the workspaces in the table "DeletedWorkspace", in the background. What stops it, a crash too, delays it: the
 *  row stays until nothing else does, and each step removes what is left. Safe in several replicas at once. */
export function purgeDeleted({ db, steps, log, metrics }: Purging) {
  const batch = (step: Step, workspaceId: string) =>
    typeof step === 'string' ? db.$executeRawUnsafe(step, workspaceId) : step(workspaceId)

  const run = async (isClosed: () => boolean) => {
    const doomed = await db.$queryRawUnsafe<{ id: string }[]>(
      'select "workspaceId" as id from "DeletedWorkspace" order by at limit 100',
    )
    const purge = async (workspaceId: string) => {
      for (const step of steps) while (!isClosed() && (await batch(step, workspaceId)) > 0);
    }
    let failures = 0
    // One that fails holds up no other.
    for (const { id } of doomed)
      await purge(id).catch((err: unknown) => {
        failures += 1
        log.warn({ err }, 'workspace not purged yet')
      })
    // Whoever asks how this job fares has to learn of it.
    if (failures > 0) throw new Error(`${failures} of ${doomed.length} workspaces not purged yet`)
  }

  return inBackground({
    ...{ name: 'deleted_workspaces', run, log, metrics },
    failed: 'deleted workspaces not purged yet',
  })
}

/** SQL: rows of a batch. */
export const BATCH = 500
