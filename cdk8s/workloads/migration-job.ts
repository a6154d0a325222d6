import { createHash } from 'node:crypto'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { labels } from './pod.ts'

export interface MigrationJobProps {
  /** The service. */
  readonly name: string
  /** What the service's own pods have: volumes, security, account. */
  readonly pod: Omit<k8s.PodSpec, 'containers'>
  readonly container: k8s.Container
}

/** Applies a release's migrations once. The name carries a hash of the pod, since a Job's template is immutable;
 *  its pods are `app: <service>-migrate`, so that the Service never selects them. */
export class MigrationJob extends Construct {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id)
    const name = `${props.name}-migrate`
    const all = { ...labels(name, 'migration', 'migration'), 'taskmate/step': 'migrate' }
    const spec = {
      ...props.pod,
      serviceAccountName: name,
      restartPolicy: 'Never',
      containers: [props.container],
    }
    const hash = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8)
    new k8s.KubeServiceAccount(this, 'account', {
      metadata: { name, labels: all },
      automountServiceAccountToken: false,
    })
    new k8s.KubeJob(this, 'job', {
      metadata: {
        name: `${name}-${hash}`,
        labels: all,
        annotations: {
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        },
      },
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: 600,
        ttlSecondsAfterFinished: 86_400,
        template: { metadata: { labels: all }, spec },
      },
    })
  }
}
