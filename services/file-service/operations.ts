import { figuresOf, ownState } from '../chassis/metrics.ts'
import { operatorProcedure, router } from './trpc.ts'

/** `operations.*`: how this service fares, for who runs the installation. Of files, how much room they take. */
export const operations = router({
  get: operatorProcedure.query(async ({ ctx: { db, metrics, log } }) => {
    const asked = {
      parkedEvents: db.parkedEvent.count(),
      usedBytes: db.usage.aggregate({ _sum: { usedBytes: true } }),
    }
    const { parkedEvents, usedBytes: used } = await figuresOf(asked, log)
    const usedBytes = used && Number(used._sum.usedBytes ?? 0)
    return { ...ownState(metrics), parkedEvents, usedBytes }
  }),
})
