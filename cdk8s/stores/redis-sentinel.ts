import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { prometheus } from '../monitoring/watching.ts'
import { app, type Connection, usersOf, WorkloadPolicy } from '../network/network-policies.ts'
import { DisruptionBudget } from '../workloads/autoscaling.ts'
import {
  type Budgets,
  containerSecurity,
  emptyDir,
  fromConfigMap,
  labels,
  podSecurity,
  resources,
  spreadOut,
  volumeMountsOf,
  volumesOf,
} from '../workloads/pod.ts'
import { ADMIN, accountFiles, EXPORTER, passwordOf } from './redis-accounts.ts'
import { REDIS_USER } from './redis-pod.ts'
import { REDIS_PORT, redisScripts, SENTINEL_PORT } from './redis-scripts.ts'

interface Image {
  readonly image: string
  readonly imagePullPolicy: string
}

export interface RedisSentinelProps {
  readonly image: Image
  readonly exporter: Image
  /** In Redis' notation, `256mb`: below the memory limit. */
  readonly maxMemory: string
  readonly resources: Budgets
  readonly namespace: string
  readonly priorityClass: string
}

const EXPORTER_PORT = 9121
const REPLICAS = 3

export const redisSentinelConnection: Connection = {
  peers: [app('redis')],
  ports: [REDIS_PORT, SENTINEL_PORT],
}

/** Three pods of Redis and Sentinel: two Sentinels that agree move the master. Clients ask a Sentinel where it is. */
export class RedisSentinel extends Construct {
  constructor(scope: Construct, name: string, props: RedisSentinelProps) {
    super(scope, name)
    const all = labels(name, 'infrastructure', 'cache')
    const metadata = { name, labels: all }
    const mounts = [
      emptyDir('data', '/data', '64Mi'),
      fromConfigMap('scripts', '/scripts', 'redis-scripts'),
      accountFiles,
    ]
    const common = {
      ...props.image,
      securityContext: containerSecurity(REDIS_USER),
      env: [passwordOf(ADMIN, 'REDISCLI_AUTH')],
      volumeMounts: volumeMountsOf(mounts),
      workingDir: '/data',
    }
    new k8s.KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false })
    new k8s.KubeConfigMap(this, 'scripts', {
      metadata: { name: 'redis-scripts', labels: all },
      data: redisScripts({ ...props, replicas: REPLICAS }),
    })
    new k8s.KubeStatefulSet(this, 'set', {
      metadata,
      spec: {
        serviceName: name,
        replicas: REPLICAS,
        // Long enough for the Sentinels to know a pod again before the next one ends.
        minReadySeconds: 10,
        revisionHistoryLimit: 10,
        podManagementPolicy: 'OrderedReady',
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: all },
          spec: {
            ...spreadOut(name),
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            priorityClassName: props.priorityClass,
            securityContext: podSecurity(REDIS_USER),
            volumes: volumesOf(mounts),
            containers: [
              {
                ...common,
                name,
                command: ['sh', '/scripts/redis.sh'],
                ports: [{ name: 'redis', containerPort: REDIS_PORT }],
                lifecycle: { preStop: { exec: { command: ['sh', '/scripts/hand-over.sh'] } } },
                resources: resources(props.resources),
                ...probes('redis'),
              },
              {
                ...common,
                name: 'sentinel',
                command: ['sh', '/scripts/sentinel.sh'],
                ports: [{ name: 'sentinel', containerPort: SENTINEL_PORT }],
                // The others need its vote while the master of its pod hands over.
                lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
                resources: resources(small),
                ...probes('sentinel', String(SENTINEL_PORT)),
              },
              {
                ...props.exporter,
                name: 'exporter',
                env: [
                  { name: 'REDIS_USER', value: EXPORTER },
                  passwordOf(EXPORTER, 'REDIS_PASSWORD'),
                ],
                securityContext: containerSecurity(REDIS_USER),
                ports: [{ name: 'metrics', containerPort: EXPORTER_PORT }],
                resources: resources(small),
              },
            ],
          },
        },
      },
    })
    new k8s.KubeService(this, 'service', {
      metadata,
      spec: {
        ipFamilyPolicy: 'PreferDualStack',
        clusterIp: 'None',
        // Sentinels have to find each other before anyone is ready.
        publishNotReadyAddresses: true,
        selector: { app: name },
        ports: Object.entries({
          redis: REDIS_PORT,
          sentinel: SENTINEL_PORT,
          metrics: EXPORTER_PORT,
        }).map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: k8s.IntOrString.fromString(port),
        })),
      },
    })
    new DisruptionBudget(this, 'pdb', metadata)
    new WorkloadPolicy(this, name, {
      ingress: [
        { peers: [...usersOf('redis').map(app), app(name)], ports: ['redis', 'sentinel'] },
        { peers: [prometheus], ports: ['metrics'] },
      ],
      egress: [redisSentinelConnection],
    })
  }
}

const small: Budgets = {
  requests: { cpu: '25m', memory: '32Mi', ephemeralStorage: '16Mi' },
  limits: { cpu: '100m', memory: '64Mi', ephemeralStorage: '64Mi' },
}

const probes = (port: string, number = String(REDIS_PORT)) => {
  const accepts = { tcpSocket: { port: k8s.IntOrString.fromString(port) }, timeoutSeconds: 2 }
  const pings = {
    exec: { command: ['redis-cli', '--user', ADMIN, '-p', number, 'ping'] },
    timeoutSeconds: 3,
  }
  return {
    startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
    readinessProbe: { ...pings, periodSeconds: 5 },
  }
}
