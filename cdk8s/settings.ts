import { type ServiceName, services, urlVariable } from '../services/catalog.ts'
import type { Environment } from './environment.ts'
import type { Surroundings } from './network-policies.ts'
import type { Store } from './store.ts'

/** Seconds: uploads pass the gateway and end in the file service. */
export const longestRequests: Partial<Record<ServiceName, number>> = {
  'file-service': 60,
  'frontend-service': 60,
}

/** The ConfigMap: where the stores and the backends are. */
export const configOf = (stores: readonly Store[]): Record<string, string> => ({
  ...Object.assign({}, ...stores.map(({ config }) => config)),
  ...serviceUrls,
})

const serviceUrls = Object.fromEntries(
  services
    .filter(({ tier }) => tier === 'backend')
    .map(({ name, port }) => [urlVariable(name), `http://${name}:${port}`]),
)

/** Where services find what they use; only the catalogue says which of it they may reach. */
export const surroundingsOf = (
  { entrance, monitoringNamespace }: Environment,
  stores: Readonly<Record<'postgres' | 'redis' | 'objects', Store>>,
): Surroundings => ({
  entranceNamespace: entrance.namespace,
  monitoringNamespace,
  postgres: stores.postgres.edge,
  redis: stores.redis.edge,
  objects: stores.objects.edge,
})
