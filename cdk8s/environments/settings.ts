import { type ServiceName, services, urlVariable } from '../../services/catalog.ts'
import { PROMETHEUS_URL, prometheusConnection, runbooksIn } from '../monitoring/metrics.ts'
import { OTLP_PORT, tracesConnection } from '../monitoring/traces.ts'
import { prometheus } from '../monitoring/watching.ts'
import {
  mailConnection,
  type NetworkContext,
  usersOf,
  webConnection,
} from '../network/network-policies.ts'
import type { Store } from '../stores/store.ts'
import type { RailsLikeServiceProps } from '../workloads/service-container.ts'
import type { Environment } from './environment.ts'

/** Seconds: uploads pass the gateway and end in the file service. */
export const longestRequests: Partial<Record<ServiceName, number>> = {
  'file-service': 60,
  'frontend-service': 60,
}

/** The ConfigMap: where the stores and the backends are, and who takes traces. */
export const configOf = (
  { operations }: Environment,
  stores: readonly Store[],
): Record<string, string> => ({
  ...Object.assign({}, ...stores.map(({ config }) => config)),
  ...serviceUrls,
  ...(operations && { OTEL_EXPORTER_OTLP_ENDPOINT: `http://jaeger:${OTLP_PORT}` }),
})

/** What only one service gets: its accounts at the stores, and the origin that browsers see for who has to know it. */
export const ownEnv = (
  { edge, host, mail, operations }: Environment,
  service: ServiceName,
  stores: readonly Store[],
): RailsLikeServiceProps['env'] => ({
  ...Object.assign({}, ...stores.map((store) => store.env(service))),
  ...(mail &&
    mailers.includes(service) && { MAIL_FROM: mail.from, PUBLIC_ORIGIN: `https://${host}` }),
  ...(operations && usersOf('prometheus').includes(service) && { PROMETHEUS_URL }),
  ...(frontends.includes(service) && {
    TRUSTED_PROXIES: podRanges,
    ...(edge.kind === 'gateway' && { PUBLIC_ORIGIN: `https://${host}` }),
    ...(operations && { RUNBOOKS_URL: runbooksIn(operations.repository) }),
  }),
})

/** Where pods of any cluster have their addresses. Of these the network policies let only the edge's proxies through to
 *  the frontend; a port-forward comes from the loopback, which is none of them. */
const podRanges = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7'

const frontends: readonly ServiceName[] = services
  .filter(({ tier }) => tier === 'frontend')
  .map(({ name }) => name)

const mailers = usersOf('mail')

const serviceUrls = Object.fromEntries(
  services
    .filter(({ tier }) => tier === 'backend')
    .map(({ name, port }) => [urlVariable(name), `http://${name}:${port}`]),
)

/** Where services find what they use; only the catalogue says which of it they may reach. */
export const networkContextOf = (
  { edge, mail, operations }: Environment,
  stores: Readonly<Record<'postgres' | 'redis' | 'objects', Store>>,
): NetworkContext => ({
  edgeNamespace: edge.namespace,
  metrics: operations && prometheus,
  postgres: stores.postgres.connection,
  redis: stores.redis.connection,
  objects: stores.objects.connection,
  mail: mail && mailConnection,
  internet: webConnection,
  prometheus: operations && prometheusConnection,
  traces: operations && tracesConnection,
})
