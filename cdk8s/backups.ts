import { ScheduledBackup, ScheduledBackupSpecMethod } from '@cdk8s-kit/crds/pg'
import { ApiObject } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import type { ObjectStore } from './environment.ts'
import type { Images } from './images.ts'
import { type Edge, internet, WorkloadPolicy } from './network-policies.ts'
import {
  type Budgets,
  containerSecurity,
  emptyDir,
  labels,
  podSecurity,
  resources,
  volumeMountsOf,
  volumesOf,
} from './pod.ts'

/** `barmancloud.cnpg.io/v1`, from the plugin: no published types. */
interface BarmanStore {
  readonly apiVersion: 'barmancloud.cnpg.io/v1'
  readonly kind: 'ObjectStore'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly retentionPolicy: string
    readonly configuration: {
      readonly destinationPath: string
      readonly endpointURL: string
      readonly s3Credentials: Readonly<
        Record<'accessKeyId' | 'secretAccessKey', { readonly name: string; readonly key: string }>
      >
      readonly wal: { readonly compression: 'gzip' }
      readonly data: { readonly compression: 'gzip' }
    }
  }
}

/** A base backup every night and the log every minute: any moment of the last 30 days can be restored. */
export class PointInTimeBackups extends Construct {
  constructor(scope: Construct, id: string, props: { store: ObjectStore }) {
    super(scope, id)
    const metadata = { name: 'postgres-backups', labels: partOf }
    const credential = (key: string) => ({ name: 'backup-secrets', key })
    const store: BarmanStore = {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      metadata,
      spec: {
        retentionPolicy: '30d',
        configuration: {
          destinationPath: `s3://${props.store.bucket}/postgres`,
          endpointURL: props.store.endpoint,
          s3Credentials: {
            accessKeyId: credential('S3_ACCESS_KEY_ID'),
            secretAccessKey: credential('S3_SECRET_ACCESS_KEY'),
          },
          wal: { compression: 'gzip' },
          data: { compression: 'gzip' },
        },
      },
    }
    new ApiObject(this, 'store', store)
    new ScheduledBackup(this, 'nightly', {
      metadata: { name: 'postgres-nightly', labels: partOf },
      spec: {
        schedule: '0 0 1 * * *',
        cluster: { name: 'postgres' },
        method: ScheduledBackupSpecMethod.PLUGIN,
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      },
    })
  }
}

export interface DumpsProps {
  readonly images: Images
  readonly store: ObjectStore
  readonly environment: string
  readonly postgres: Edge | undefined
  readonly traces: Edge
}

/** The second mechanism, independent of the operator: a dump every night, and once a week the proof that it restores. */
export class Dumps extends Construct {
  constructor(scope: Construct, id: string, props: DumpsProps) {
    super(scope, id)
    const bucket: Edge = { peers: [internet], ports: [443] }
    const outside = [bucket, props.traces]
    this.#job('postgres-backup', 'backup.js', '30 1 * * *', props, [
      ...outside,
      ...(props.postgres ? [props.postgres] : []),
    ])
    this.#job('restore-drill', 'restore-drill.js', '0 4 * * 0', props, outside)
  }

  #job(name: string, program: string, schedule: string, props: DumpsProps, egress: Edge[]) {
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
                    image: 'digest' in image ? `${image.repository}@${image.digest}` : image.tag,
                    imagePullPolicy: image.pullPolicy,
                    command: ['node', program],
                    env: environment(props),
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

const partOf = { 'app.kubernetes.io/part-of': 'taskmate' }

const budget: Budgets = {
  requests: { cpu: '250m', memory: '512Mi', ephemeralStorage: '1Gi' },
  limits: { cpu: '1', memory: '1Gi', ephemeralStorage: '9Gi' },
}

const environment = ({ store, environment: name }: DumpsProps): k8s.EnvVar[] => [
  { name: 'TASKMATE_ENV', value: name },
  { name: 'WORK_DIR', value: '/work' },
  { name: 'S3_BUCKET', value: store.bucket },
  { name: 'S3_ENDPOINT', value: store.endpoint },
  { name: 'S3_REGION', value: store.region },
  { name: 'POSTGRES_USER', value: 'backup' },
  {
    name: 'DATABASE_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'backup-db', key: 'password' } },
  },
]
