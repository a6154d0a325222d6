import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { type ServiceName, services } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import { bucketConnection } from '../network/network-policies.ts'
import { fromClaim } from '../workloads/pod.ts'
import { plain, type Store } from './store.ts'

/** Where uploaded bytes lie. */
export function filesOf({ files, uploadLimitBytes }: Environment): Store {
  const limit = { UPLOAD_LIMIT_BYTES: String(uploadLimitBytes) }
  switch (files.kind) {
    case 'claim':
      return {
        ...plain,
        env: (service) => (usesObjects(service) ? { ...limit, FILES_DIR: '/files' } : {}),
        volumes: (service) => (usesObjects(service) ? [fromClaim('files', '/files', 'files')] : []),
        build: (folder) => void new FilesClaim(folder.file('infrastructure/files'), 'files', files),
      }
    case 'bucket': {
      const { bucket, endpoint, region } = files.bucket
      const where = { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region }
      return {
        ...plain,
        connection: bucketConnection(files.bucket),
        env: (service) => (usesObjects(service) ? { ...limit, ...where } : {}),
        build: () => {},
      }
    }
  }
}

interface FilesClaimProps {
  /** `5Gi`. */
  readonly storage: string
}

/** Volume for uploaded files. */
class FilesClaim extends Construct {
  constructor(scope: Construct, name: string, props: FilesClaimProps) {
    super(scope, name)
    new k8s.KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name, labels: { app: 'file-service', 'app.kubernetes.io/part-of': 'taskmate' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: k8s.Quantity.fromString(props.storage) } },
      },
    })
  }
}

const usesObjects = (name: ServiceName) =>
  services.some((service) => service.name === name && uses(service.uses))

const uses = (stores: readonly string[]) => stores.includes('objects')
