import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { services } from '../../services/catalog.ts'
import { app, type Connection, usersOf } from '../network/network-policies.ts'
import { POSTGRES_MAJOR } from '../release/images.ts'
import { type Budgets, emptyDir, fromClaim, fromConfigMap } from '../workloads/pod.ts'
import { SinglePod } from '../workloads/single-pod.ts'

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

export const postgresPodConnection: Connection = { peers: [app('postgres')], ports: [PORT] }

/** One PostgreSQL with the four databases, its data on a claim. For development: nothing replicates or backs it up. */
export class PostgresPod extends Construct {
  constructor(scope: Construct, name: string, props: PostgresPodProps) {
    super(scope, name)
    const home = '/var/lib/postgresql'
    new SinglePod(this, name, {
      ...props,
      component: 'database',
      user: POSTGRES_USER,
      container: {
        ...props.image,
        env: environment(home, props),
        startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 60 },
        livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
        readinessProbe: { ...answers, periodSeconds: 5 },
      },
      terminationGracePeriodSeconds: 60,
      ports: { postgres: PORT },
      config: { name: 'postgres-init', data: { 'databases.sql': createDatabases() } },
      claim: { name: 'postgres-data', size: props.storage },
      mounts: [
        fromClaim('data', home, 'postgres-data'),
        fromConfigMap('init', '/docker-entrypoint-initdb.d', 'postgres-init'),
        emptyDir('tmp', '/tmp', '64Mi'),
        emptyDir('run', '/var/run/postgresql', '16Mi'),
      ],
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
