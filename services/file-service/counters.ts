import { Counter } from 'prom-client'
import type { Metrics } from '../chassis/metrics.ts'

export type Counters = ReturnType<typeof createCounters>

/** Each of these going up is worth an alert. */
export function createCounters({ registry }: Metrics) {
  const registers = [registry]
  return {
    corrupt: new Counter({
      name: 'files_corrupt_total',
      help: 'Reads stopped because the bytes no longer match their SHA-256',
      registers,
    }),
    parked: new Counter({
      name: 'events_parked_total',
      help: 'Events set aside after five failures',
      registers,
    }),
  }
}
