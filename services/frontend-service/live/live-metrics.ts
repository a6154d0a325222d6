import { Counter } from 'prom-client'
import { gauge, type Metrics } from '../../chassis/metrics.ts'
import type { Watcher } from './viewer.ts'

/** Who follows, and what they are told. */
export function liveMetrics(metrics: Metrics, viewers: ReadonlySet<Watcher>) {
  const registers = [metrics.registry]
  gauge(metrics, { name: 'live_streams', help: 'Open live streams', labels: [] }, () => [
    [{}, viewers.size],
  ])
  gauge(metrics, { name: 'live_people', help: 'People with a live stream', labels: [] }, () => [
    [{}, new Set([...viewers].map(({ uid }) => uid)).size],
  ])
  return {
    events: new Counter({
      name: 'live_events_total',
      help: 'Events given to live streams',
      registers,
    }),
    resyncs: new Counter({
      name: 'live_resyncs_total',
      help: 'Streams that came back too late to be told what they missed: the page loads its screen anew',
      registers,
    }),
  }
}
