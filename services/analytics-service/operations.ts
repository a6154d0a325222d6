import { ownState } from '../chassis/metrics.ts'
import { operatorProcedure, router } from './trpc.ts'

/** `operations.*`: how this service fares, for who runs the installation. */
export const operations = router({
  get: operatorProcedure.query(async ({ ctx: { pool, metrics } }) => {
    const { rows } = await pool.query<{ parked: number }>({ name: 'operations', text })
    return { ...ownState(metrics), parkedEvents: rows[0]?.parked ?? 0 }
  }),
})

const text = 'select count(*)::int as parked from "ParkedEvent"'
