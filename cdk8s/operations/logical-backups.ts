import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import type { ObjectStore } from '../environments/environment.ts'
import { bucketConnection, type Connection, WorkloadPolicy } from '../network/network-policies.ts'
import { type Images, referenceOf } from '../release/images.ts'
import {
  type Budgets,
  containerSecurity,
  emptyDir,
  labels,
  podSecurity,
  resources,
  volumeMountsOf,
  volumesOf,
} from '../workloads/pod.ts'

export interface DumpsProps {
  readonly images: Images
  readonly store: ObjectStore
  readonly environment: string
  readonly postgres: Connection | undefined
  readonly namespace: string
  /** Takes the figures that a Job leaves behind, by OTLP. */
  readonly metrics: { readonly url: string; readonly connection: Connection }
}

interface ScheduledProgram {
  readonly name: string
  /** Bundle in the operations image. */
  readonly program: string
  /** Cron, in UTC. */
  readonly schedule: string
  readonly env: readonly k8s.EnvVar[]
  readonly egress: readonly Connection[]
}

/** The second mechanism, independent of the operator: a dump every night, and once a week the proof that it restores. */
export class LogicalBackups extends Construct {
  constructor(scope: Construct, id: string, props: DumpsProps) {
    super(scope, id)
    const outside = [bucketConnection(props.store), props.metrics.connection]
    this.#job(
      {
        name: 'postgres-backup',
        program: 'backup.js',
        schedule: '30 1 * * *',
        env: account,
        egress: props.postgres ? [...outside, props.postgres] : outside,
      },
      props,
    )
    this.#job(
      {
        name: 'restore-drill',
        program: 'restore-drill.js',
        schedule: '0 4 * * 0',
        env: [{ name: 'WORK_DIR', value: '/work' }],
        egress: outside,
      },
      props,
    )
  }

  #job({ name, program, schedule, env, egress }: ScheduledProgram, props: DumpsProps) {
    const all = labels(name, 'operations', 'backup')
    const metadata = { name, labels: all }
    const mounts = [emptyDir('tmp', '/tmp', '64Mi'), emptyDir('work', '/work', '8Gi')]
    const image = props.images.own('operations')
    new k8s.KubeServiceAccount(this, `${name}-account`, {
      metadata,
      automountServiceAccountToken: false,
    })
    new k8s.KubeCronJob(this, name, {
      metadata,
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: all },
          spec: {
            backoffLimit: 1,
            activeDeadlineSeconds: 7200,
            template: {
              metadata: { labels: all },
              spec: {
                restartPolicy: 'Never',
                serviceAccountName: name,
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                securityContext: podSecurity(),
                volumes: volumesOf(mounts),
                containers: [
                  {
                    name,
                    image: referenceOf(image),
                    imagePullPolicy: image.pullPolicy,
                    command: ['node', program],
                    env: [...environment(props), ...env],
                    envFrom: [
                      { configMapRef: { name: 'taskmate-config' } },
                      { secretRef: { name: 'backup-secrets' } },
                    ],
                    resources: resources(budget),
                    securityContext: containerSecurity(),
                    volumeMounts: volumeMountsOf(mounts),
                  },
                ],
              },
            },
          },
        },
      },
    })
    new WorkloadPolicy(this, name, { ingress: [], egress })
  }
}

const budget: Budgets = {
  requests: { cpu: '250m', memory: '512Mi', ephemeralStorage: '1Gi' },
  limits: { cpu: '1', memory: '1Gi', ephemeralStorage: '9Gi' },
}

const environment = ({
  store,
  environment: name,
  namespace,
  metrics,
}: DumpsProps): k8s.EnvVar[] => [
  { name: 'TASKMATE_ENV', value: name },
  { name: 'S3_BUCKET', value: store.bucket },
  { name: 'S3_ENDPOINT', value: store.endpoint },
  { name: 'S3_REGION', value: store.region },
  { name: 'NAMESPACE', value: namespace },
  { name: 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', value: metrics.url },
]

/** May read every table of every database, and write none. */
const account: readonly k8s.EnvVar[] = [
  { name: 'POSTGRES_USER', value: 'backup' },
  {
    name: 'DATABASE_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'backup-db', key: 'password' } },
  },
]
