import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { app, type Edge, usersOf, WorkloadPolicy } from './network-policies.ts'
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

export interface RedisPodProps {
  readonly image: { readonly image: string; readonly imagePullPolicy: string }
  readonly resources: Budgets
  readonly priorityClass: string
}

const PORT = 6379
export const REDIS_USER = 10002

export const redisPodEdge: Edge = { peers: [app('redis')], ports: [PORT] }

/** No persistence: nothing in Redis may be something that cannot be lost. Keys without expiry are never evicted. */
export const redisArguments = (maxMemory: string) => [
  '--save',
  '',
  '--appendonly',
  'no',
  '--maxmemory',
  maxMemory,
  '--maxmemory-policy',
  'volatile-lru',
  // Other pods must reach it; who may is in the network policies.
  '--protected-mode',
  'no',
]

export const pings = { exec: { command: ['redis-cli', 'ping'] }, timeoutSeconds: 3 }

/** One Redis for development; a restart signs everybody out. */
export class RedisPod extends Construct {
  constructor(scope: Construct, name: string, props: RedisPodProps) {
    super(scope, name)
    const all = labels(name, 'infrastructure', 'cache')
    const metadata = { name, labels: all }
    const mounts = [emptyDir('data', '/data', '64Mi')]
    new k8s.KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: name } },
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels: all },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            priorityClassName: props.priorityClass,
            securityContext: podSecurity(REDIS_USER),
            volumes: volumesOf(mounts),
            containers: [
              {
                ...props.image,
                name,
                command: ['redis-server', ...redisArguments('96mb')],
                workingDir: '/data',
                ports: [{ name: 'redis', containerPort: PORT }],
                startupProbe: { ...accepts, periodSeconds: 1, failureThreshold: 60 },
                livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
                readinessProbe: { ...pings, periodSeconds: 5 },
                resources: resources(props.resources),
                securityContext: containerSecurity(REDIS_USER),
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
        ports: [{ name, port: PORT, targetPort: k8s.IntOrString.fromString('redis') }],
      },
    })
    new WorkloadPolicy(this, name, {
      ingress: [{ peers: usersOf('redis').map(app), ports: ['redis'] }],
      egress: [],
    })
  }
}

const accepts = { tcpSocket: { port: k8s.IntOrString.fromString('redis') }, timeoutSeconds: 2 }
