import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { app, type Connection, usersOf } from '../network/network-policies.ts'
import { type Budgets, emptyDir } from '../workloads/pod.ts'
import { SinglePod } from '../workloads/single-pod.ts'

export interface RedisPodProps {
  readonly image: { readonly image: string; readonly imagePullPolicy: string }
  readonly resources: Budgets
  readonly priorityClass: string
}

const PORT = 6379
export const REDIS_USER = 10002

export const redisPodConnection: Connection = { peers: [app('redis')], ports: [PORT] }

/** No persistence: nothing in Redis may be something that cannot be lost. Keys without expiry are never evicted. */
const redisArguments = (maxMemory: string) => [
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

const pings = { exec: { command: ['redis-cli', 'ping'] }, timeoutSeconds: 3 }

/** One Redis for development; a restart signs everybody out. */
export class RedisPod extends Construct {
  constructor(scope: Construct, name: string, props: RedisPodProps) {
    super(scope, name)
    new SinglePod(this, name, {
      ...props,
      component: 'cache',
      user: REDIS_USER,
      container: {
        ...props.image,
        command: ['redis-server', ...redisArguments('96mb')],
        workingDir: '/data',
        startupProbe: { ...accepts, periodSeconds: 1, failureThreshold: 60 },
        livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
        readinessProbe: { ...pings, periodSeconds: 5 },
      },
      ports: { redis: PORT },
      mounts: [emptyDir('data', '/data', '64Mi')],
      ingress: [{ peers: usersOf('redis').map(app), ports: ['redis'] }],
      egress: [],
    })
  }
}

const accepts = { tcpSocket: { port: k8s.IntOrString.fromString('redis') }, timeoutSeconds: 2 }
