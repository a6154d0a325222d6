import { Counter } from 'prom-client'
import type { Metrics } from '../chassis/metrics.ts'

export type Counters = ReturnType<typeof createCounters>

/** What happens to files and events; damage and what is set aside are worth an alert. */
export function createCounters({ registry }: Metrics) {
  const registers = [registry]
  return {
    received: new Counter({
      name: 'file_bytes_received_total',
      help: 'Bytes of files that were stored',
      registers,
    }),
    sent: new Counter({
      name: 'file_bytes_sent_total',
      help: 'Bytes of files that were handed out',
      registers,
    }),
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
