import { ScheduledBackup, ScheduledBackupSpecMethod } from '@cdk8s-kit/crds/pg'
import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import type { ObjectStore } from '../environments/environment.ts'

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

const partOf = { 'app.kubernetes.io/part-of': 'taskmate' }
