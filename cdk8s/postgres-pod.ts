import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { services } from '../services/catalog.ts'
import { POSTGRES_MAJOR } from './images.ts'
import { app, type Edge, usersOf, WorkloadPolicy } from './network-policies.ts'
import {
  type Budgets,
  containerSecurity,
  emptyDir,
  fromClaim,
  fromConfigMap,
  labels,
  podSecurity,
  resources,
  volumeMountsOf,
  volumesOf,
} from './pod.ts'

export interface PostgresPodProps {
  readonly image: { readonly image: string; readonly imagePullPolicy: string }
  /** Size of the claim, `2Gi`. */
  readonly storage: string
  readonly resources: Budgets
  readonly priorityClass: string
  /** ConfigMap with POSTGRES_USER, Secret with DATABASE_PASSWORD. */
  readonly configMap: string
  readonly secret: string
}

const PORT = 5432
/** The uid that CloudNativePG uses too: no user of the host has it. */
const POSTGRES_USER = 26999

export const postgresPodEdge: Edge = { peers: [app('postgres')], ports: [PORT] }

/** One PostgreSQL with the four databases, its data on a claim. For development: nothing replicates or backs it up. */
export class PostgresPod extends Construct {
  constructor(scope: Construct, name: string, props: PostgresPodProps) {
    super(scope, name)
    const all = labels(name, 'infrastructure', 'database')
    const metadata = { name, labels: all }
    const home = '/var/lib/postgresql'
    const mounts = [
      fromClaim('data', home, 'postgres-data'),
      fromConfigMap('init', '/docker-entrypoint-initdb.d', 'postgres-init'),
      emptyDir('tmp', '/tmp', '64Mi'),
      emptyDir('run', '/var/run/postgresql', '16Mi'),
    ]
    new k8s.KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false })
    new k8s.KubeConfigMap(this, 'init', {
      metadata: { name: 'postgres-init', labels: all },
      data: { 'databases.sql': createDatabases() },
    })
    new k8s.KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name: 'postgres-data', labels: all },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: k8s.Quantity.fromString(props.storage) } },
      },
    })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: name } },
        // Two servers must never open the same files.
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels: all },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            priorityClassName: props.priorityClass,
            terminationGracePeriodSeconds: 60,
            securityContext: podSecurity(POSTGRES_USER),
            volumes: volumesOf(mounts),
            containers: [
              {
                ...props.image,
                name,
                env: environment(home, props),
                ports: [{ name: 'postgres', containerPort: PORT }],
                startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 60 },
                livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
                readinessProbe: { ...answers, periodSeconds: 5 },
                resources: resources(props.resources),
                securityContext: containerSecurity(POSTGRES_USER),
                volumeMounts: volumeMountsOf(mounts),
              },
            ],
          },
        },
      },
    })
    new k8s.KubeService(this, 'service', {
      metadata,
      spec: {
        selector: { app: name },
        ports: [{ name, port: PORT, targetPort: k8s.IntOrString.fromString('postgres') }],
      },
    })
    new WorkloadPolicy(this, name, {
      ingress: [{ peers: usersOf('postgres').map(app), ports: ['postgres'] }],
      egress: [],
    })
  }
}

const accepts = { tcpSocket: { port: k8s.IntOrString.fromString('postgres') }, timeoutSeconds: 2 }
const answers = {
  // By address: while the first start creates the databases, the server listens on its socket only.
  exec: { command: ['pg_isready', '-h', '127.0.0.1'] },
  timeoutSeconds: 5,
}

/** PGUSER and PGDATABASE: `pg_isready` and `psql` in a pod find no user of that number in /etc/passwd. */
function environment(home: string, props: PostgresPodProps): k8s.EnvVar[] {
  const configured = (key: string) => ({
    configMapKeyRef: { name: props.configMap, key },
  })
  const secret = (key: string) => ({ secretKeyRef: { name: props.secret, key } })
  return [
    { name: 'POSTGRES_USER', valueFrom: configured('POSTGRES_USER') },
    { name: 'POSTGRES_PASSWORD', valueFrom: secret('DATABASE_PASSWORD') },
    { name: 'POSTGRES_DB', value: 'postgres' },
    // Trigrams of Hangul need a UTF-8 character type.
    { name: 'POSTGRES_INITDB_ARGS', value: '--encoding=UTF8 --locale=C.UTF-8' },
    { name: 'PGDATA', value: `${home}/${POSTGRES_MAJOR}/docker` },
    { name: 'PGUSER', valueFrom: configured('POSTGRES_USER') },
    { name: 'PGDATABASE', value: 'postgres' },
  ]
}

const createDatabases = () =>
  services.flatMap(({ database }) => (database ? [`CREATE DATABASE ${database};\n`] : [])).join('')
