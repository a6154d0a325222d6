import { ownState } from '../chassis/metrics.ts'
import { operatorProcedure, router } from './trpc.ts'

/** `operations.*`: how this service fares, for who runs the installation. Of files, how much room they take. */
export const operations = router({
  get: operatorProcedure.query(async ({ ctx: { db, metrics } }) => {
    const [parkedEvents, { _sum: sum }] = await Promise.all([
      db.parkedEvent.count(),
      db.usage.aggregate({ _sum: { usedBytes: true } }),
    ])
    return { ...ownState(metrics), parkedEvents, usedBytes: Number(sum.usedBytes ?? 0) }
  }),
})
