import type { ApiServer } from '../environments/environment.ts'
import { app, type Peer } from '../network/network-policies.ts'
import type { Images } from '../release/images.ts'

/** What the programs that watch share. */
export interface WatchingProps {
  readonly images: Images
  readonly namespace: string
  /** Where people's Grafana runs, if they have one. */
  readonly monitoringNamespace: string
  readonly priorityClass: string
  readonly apiServer: ApiServer
}

/** Who may read metrics. */
export const prometheus: Peer = app('prometheus')

/** Names of ports that have metrics. */
export const METRICS_PORTS = '(.+-)?(metrics|web)'
export const hasMetrics = (port: string) => new RegExp(`^${METRICS_PORTS}$`).test(port)
