import {
  Cluster,
  type ClusterSpec,
  ClusterSpecManagedRolesEnsure,
  ClusterSpecPostgresqlSynchronousDataDurability,
  ClusterSpecPostgresqlSynchronousMethod,
  ClusterSpecResourcesLimits,
  ClusterSpecResourcesRequests,
} from '@cdk8s-kit/crds/pg'
import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import { services } from '../../services/catalog.ts'
import type { ObjectStore, OperatedPostgres, Recovery } from '../environments/environment.ts'
import { prometheus } from '../monitoring/watching.ts'
import {
  apiServerConnection,
  app,
  bucketConnection,
  type Connection,
  namespace,
  type Peer,
  usersOf,
  WorkloadPolicy,
} from '../network/network-policies.ts'
import type { Budget } from '../workloads/pod.ts'

export interface PostgresClusterProps extends OperatedPostgres {
  /** By digest. */
  readonly image: string
  readonly maxConnections: number
  /** Where the log is archived. */
  readonly backups?: ObjectStore
  readonly priorityClass: string
}

const PORT = 5432
/** Every instance has it, and those of a cluster that a backup is restored into beside this one. */
const selector = { app: 'postgres' }
const instances: Peer = { podSelector: { matchLabels: selector } }

export const postgresClusterConnection: Connection = { peers: [instances], ports: [PORT] }

/** `user-service` → `user_service`: the role that owns `user_service_db` and can open no other database. */
export const roleOf = (service: string) => service.replaceAll('-', '_')

/** A PostgreSQL that fails over by itself, archives its log every minute and has an account per service. */
export class PostgresCluster extends Construct {
  constructor(scope: Construct, name: string, props: PostgresClusterProps) {
    super(scope, name)
    const owners = services.flatMap(({ name: service, database }) =>
      database ? [{ service, database, role: roleOf(service) }] : [],
    )
    const labels = { app: name, tier: 'infrastructure', 'app.kubernetes.io/part-of': 'taskmate' }
    new Cluster(this, 'cluster', {
      metadata: { name, labels },
      spec: {
        instances: props.instances,
        imageName: props.image,
        inheritedMetadata: { labels },
        priorityClassName: props.priorityClass,
        storage: { size: props.storage },
        affinity: { enablePodAntiAffinity: true, topologyKey: 'kubernetes.io/hostname' },
        resources: {
          requests: quantities(props.resources.requests, ClusterSpecResourcesRequests.fromString),
          limits: quantities(props.resources.limits, ClusterSpecResourcesLimits.fromString),
        },
        ...beginning(props.recovery),
        postgresql: {
          synchronous: acknowledgedByAnother(props.instances),
          parameters: {
            archive_timeout: '60s',
            max_connections: String(props.maxConnections),
            password_encryption: 'scram-sha-256',
          },
          // Nobody opens a database that is not his: the last line refuses what the default would allow.
          pgHba: [
            ...owners.map(({ database, role }) => `host ${database} ${role} all scram-sha-256`),
            'host all backup all scram-sha-256',
            'host all all all reject',
          ],
        },
        managed: {
          roles: [
            ...owners.map(({ service, role }) => account(role, `${service}-db`)),
            { ...account('backup', 'backup-db'), inRoles: ['pg_read_all_data'] },
          ],
        },
        plugins: [{ ...archiveOf(props.recovery?.archive), isWalArchiver: true }],
      },
    })
    for (const { service, database, role } of owners) {
      const owned: Database = {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Database',
        metadata: { name: `${service}-db`, labels },
        spec: { name: database, owner: role, cluster: { name }, encoding: 'UTF8' },
      }
      new ApiObject(this, database, owned)
    }
    this.#policy(name, props)
  }

  #policy(name: string, props: PostgresClusterProps) {
    const users = usersOf('postgres').flatMap((user) => [app(user), app(`${user}-migrate`)])
    new WorkloadPolicy(this, name, {
      selector,
      ingress: [
        { peers: [...users, app('postgres-backup')], ports: [PORT] },
        { peers: [instances, namespace(props.operatorNamespace)], ports: [PORT, 8000] },
        { peers: [prometheus], ports: [9187] },
      ],
      egress: [
        { peers: [instances], ports: [PORT, 8000] },
        // Without the API server the instance manager never starts the database.
        apiServerConnection(props.apiServer),
        ...(props.backups ? [bucketConnection(props.backups)] : []),
      ],
    })
  }
}

/** `postgresql.cnpg.io/v1`, not in the published types. */
interface Database {
  readonly apiVersion: 'postgresql.cnpg.io/v1'
  readonly kind: 'Database'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly name: string
    readonly owner: string
    readonly cluster: { readonly name: string }
    readonly encoding: string
  }
}

/** A folder of the bucket with backups and the log; the plugin's own name for it is the cluster's. */
const archiveOf = (serverName?: string) => ({
  name: 'barman-cloud.cloudnative-pg.io',
  parameters: { barmanObjectName: 'postgres-backups', ...(serverName && { serverName }) },
})

/** An empty database, or the last base backup and the log since then. */
export function beginning(
  recovery?: Recovery,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  if (!recovery)
    return {
      bootstrap: {
        initdb: { encoding: 'UTF8', localeCType: 'C.UTF-8', localeCollate: 'C.UTF-8' },
      },
    }
  const { from, until } = recovery
  return {
    bootstrap: {
      recovery: { source: from, recoveryTarget: until ? { targetTime: until } : undefined },
    },
    externalClusters: [{ name: from, plugin: archiveOf(from) }],
  }
}

/** A commit is acknowledged when a second instance has it, so that none is lost with the primary. Of two instances the one
 *  that is left goes on alone; of three or more there is always another. */
const acknowledgedByAnother = (instances: number) => ({
  method: ClusterSpecPostgresqlSynchronousMethod.ANY,
  number: 1,
  dataDurability:
    instances > 2
      ? ClusterSpecPostgresqlSynchronousDataDurability.REQUIRED
      : ClusterSpecPostgresqlSynchronousDataDurability.PREFERRED,
})

const account = (name: string, secret: string) => ({
  name,
  ensure: ClusterSpecManagedRolesEnsure.PRESENT,
  login: true,
  superuser: false,
  createdb: false,
  passwordSecret: { name: secret },
})

const quantities = <T>(budget: Budget, quantity: (text: string) => T) => ({
  cpu: quantity(budget.cpu),
  memory: quantity(budget.memory),
  'ephemeral-storage': quantity(budget.ephemeralStorage),
})
