import { type ServiceName, services } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import { maxConnections } from '../foundation/quota.ts'
import { PostgresCluster, postgresClusterConnection, roleOf } from './postgres-cluster.ts'
import { PostgresPod, postgresPodConnection } from './postgres-pod.ts'
import { plain, type Store } from './store.ts'

/** The one PostgreSQL with a database per service. */
export function postgresOf(environment: Environment): Store {
  const { postgres, images } = environment
  switch (postgres.kind) {
    case 'pod':
      return {
        ...plain,
        config: { ...config('postgres'), POSTGRES_USER: 'taskmate' },
        connection: postgresPodConnection,
        build: (folder, { configMaps, priorityClasses }) =>
          void new PostgresPod(folder.file('infrastructure/postgres'), 'postgres', {
            ...postgres,
            image: images.other('postgres'),
            configMap: configMaps.join(),
            secret: 'taskmate-secrets',
            priorityClass: priorityClasses.store,
          }),
      }
    case 'operator':
      return {
        ...plain,
        config: config(postgres.host ?? 'postgres-rw'),
        connection: postgresClusterConnection,
        env: ownAccount,
        build: (folder, { priorityClasses }) =>
          void new PostgresCluster(folder.file('infrastructure/postgres'), 'postgres', {
            ...postgres,
            image: images.other('cloudnative-postgres').image,
            maxConnections: maxConnections(environment),
            backups: environment.operations?.backups,
            priorityClass: priorityClasses.store,
          }),
      }
    case 'external':
      return {
        ...plain,
        config: config(postgres.host),
        connection: { peers: [{ ipBlock: { cidr: postgres.cidr } }], ports: [5432] },
        env: ownAccount,
        build: () => {},
      }
  }
}

const config = (host: string) => ({ POSTGRES_HOST: host, POSTGRES_PORT: '5432' })

/** Each service signs in as the owner of its own database. */
function ownAccount(service: ServiceName): ReturnType<Store['env']> {
  if (!services.some(({ name, database }) => name === service && database)) return {}
  return {
    POSTGRES_USER: roleOf(service),
    DATABASE_PASSWORD: { secretKeyRef: { name: `${service}-db`, key: 'password' } },
  }
}
