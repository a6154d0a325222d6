import type { ServiceName } from '../../../services/catalog.ts'
import type {
  ApiServer,
  Environment,
  ObjectStore,
  Recovery,
} from '../../environments/environment.ts'
import { environments } from '../../environments/environments.ts'
import { budgets } from '../../workloads/pod.ts'

/** Namespace of the object store that stands outside, as a provider's would. */
const outside = 'outside'
const network = { cidr: '10.0.0.0/8', port: 7070 }

const bucket = (name: string): ObjectStore => ({
  bucket: name,
  endpoint: `http://objects.${outside}.svc.cluster.local:${network.port}`,
  region: 'us-east-1',
  network,
})

/** Staging as one small node runs it: less of everything, an object store beside it, nginx for the Gateway API, Secrets
 *  made by hand. All else is staging's. */
export function rehearsalOf(
  staging: Environment,
  apiServer: ApiServer,
  recovery?: Recovery,
): Environment {
  if (!staging.operations) throw new Error('Staging has no operations')
  if (staging.postgres.kind !== 'operator') throw new Error('Staging runs no PostgreSQL')
  return {
    ...staging,
    host: 'taskmate.local',
    services: fixed(staging.services),
    secrets: { kind: 'given' },
    postgres: {
      ...staging.postgres,
      storage: '2Gi',
      resources: budgets('100m', '256Mi', '1', '1Gi'),
      apiServer,
      recovery,
    },
    files: { kind: 'bucket', bucket: bucket('files') },
    edge: { kind: 'ingress', className: 'nginx', namespace: 'ingress-nginx' },
    operations: {
      ...staging.operations,
      apiServer,
      backups: bucket('backups'),
      alerting: { network: { ...network, port: 8080 } },
      certificates: undefined,
    },
  }
}

/** Two pods of each, which ask for half as much: there is no room for a third beside those of a release. */
const fixed = (all: Environment['services']): Environment['services'] => {
  const two = (one: (typeof all)[ServiceName]) => ({
    ...one,
    scale: { min: 2, max: 2, cpuPercent: 70 },
    resources: budgets('50m', '256Mi', '500m', '512Mi'),
  })
  return {
    'user-service': two(all['user-service']),
    'task-service': two(all['task-service']),
    'analytics-service': two(all['analytics-service']),
    'file-service': two(all['file-service']),
    'frontend-service': two(all['frontend-service']),
  }
}

export const staging = environments.find(({ name }) => name === 'staging')
