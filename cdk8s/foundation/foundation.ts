import { createHash } from 'node:crypto'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import type { Environment } from '../environments/environment.ts'
import { DefaultDeny, OpenNamespace } from '../network/network-policies.ts'
import { type Budget, type Budgets, quantities } from '../workloads/pod.ts'
import { ExternalSecrets } from './secrets.ts'

export interface FoundationProps {
  readonly namespace: string
  /** Pod Security: what is refused; `restricted` is always warned about and audited. */
  readonly podSecurity: 'baseline' | 'restricted'
  /** Pods may talk to each other within the namespace. */
  readonly open: boolean
  readonly config: Readonly<Record<string, string>>
  readonly secrets: Environment['secrets']
  /** Sum that all pods of the namespace may ask for. */
  readonly quota: { readonly requests: Budget; readonly limits: Budget; readonly pods: number }
}

/** The namespace and what every service finds in it. */
export class Foundation extends Construct {
  readonly configMaps: readonly string[]
  readonly configChecksum: string
  readonly priorityClasses: { service: string; store: string }

  constructor(scope: Construct, id: string, props: FoundationProps) {
    super(scope, id)
    const { namespace, config, secrets } = props
    const name = 'taskmate-config'
    this.priorityClasses = { service: `${namespace}-service`, store: `${namespace}-store` }
    this.configMaps = [name]
    this.configChecksum = checksumOf(config)

    new k8s.KubeNamespace(this, 'namespace', {
      metadata: { name: namespace, labels: namespaceLabels(props) },
    })
    new k8s.KubeConfigMap(this, 'config', {
      metadata: { name, labels: { ...partOf, 'taskmate/step': 'config' } },
      data: { ...config },
    })
    this.#secrets(secrets)
    this.#limits(props)
    this.#priorities()
    new DefaultDeny(this, 'default-deny')
    if (props.open) new OpenNamespace(this, 'development-open')
  }

  #secrets(secrets: Environment['secrets']) {
    switch (secrets.kind) {
      case 'plain':
        return new k8s.KubeSecret(this, 'secrets', {
          metadata: { name: 'taskmate-secrets', labels: partOf },
          stringData: { ...secrets.values },
        })
      case 'store':
        return new ExternalSecrets(this, 'secrets', { store: secrets.name, path: secrets.path })
      case 'given':
        return
    }
  }

  #limits({ quota }: FoundationProps) {
    new k8s.KubeResourceQuota(this, 'quota', {
      metadata: { name: 'taskmate', labels: partOf },
      spec: { hard: hardLimits(quota) },
    })
    new k8s.KubeLimitRange(this, 'limit-range', {
      metadata: { name: 'taskmate', labels: partOf },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: quantities({ cpu: '50m', memory: '64Mi', ephemeralStorage: '64Mi' }),
            default: quantities({ cpu: '250m', memory: '128Mi', ephemeralStorage: '128Mi' }),
          },
        ],
      },
    })
  }

  #priorities() {
    const classes = [
      { name: this.priorityClasses.store, value: 2000, what: 'Stores: everything waits for them' },
      { name: this.priorityClasses.service, value: 1000, what: 'Services that people use' },
    ]
    for (const { name, value, what } of classes)
      new k8s.KubePriorityClass(this, name, {
        metadata: { name, labels: partOf },
        value,
        description: what,
      })
  }
}

/** Of names and values, in whatever order. */
const checksumOf = (data: Readonly<Record<string, string>>) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(data).sort()))
    .digest('hex')

const partOf = {
  'app.kubernetes.io/part-of': 'taskmate',
  'app.kubernetes.io/managed-by': 'cdk8s',
}

const namespaceLabels = ({ namespace, podSecurity }: FoundationProps) => ({
  ...partOf,
  'app.kubernetes.io/name': namespace,
  'pod-security.kubernetes.io/enforce': podSecurity,
  'pod-security.kubernetes.io/enforce-version': 'v1.30',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/warn-version': 'v1.30',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/audit-version': 'v1.30',
})

function hardLimits({ requests, limits, pods }: Budgets & { readonly pods: number }) {
  const prefixed = (prefix: string, budget: Budget) =>
    Object.entries(quantities(budget)).map(([name, value]) => [`${prefix}.${name}`, value])
  return Object.fromEntries([
    ...prefixed('requests', requests),
    ...prefixed('limits', limits),
    ['pods', k8s.Quantity.fromString(String(pods))],
    ['services.nodeports', k8s.Quantity.fromString('0')],
    ['services.loadbalancers', k8s.Quantity.fromString('0')],
  ])
}
