import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { callersOf, type ServiceName, services } from '../../services/catalog.ts'
import type { ApiServer, ObjectStore } from '../environments/environment.ts'

/** One end of a permitted connection. */
export type Peer = k8s.NetworkPolicyPeer
/** Ports are numbers on the far side; a pod's own port goes by its name. */
export type Connection = {
  readonly peers: readonly Peer[]
  readonly ports: readonly (number | string)[]
}

export const app = (name: string): Peer => ({ podSelector: { matchLabels: { app: name } } })

export const namespace = (name: string): Peer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})

/** Everything outside the cluster and its private networks. */
const internet: Peer = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  },
}

/** The way to an object store: HTTPS on the internet, unless it has a network of its own. */
export const bucketConnection = ({ network }: ObjectStore): Connection =>
  network
    ? { peers: [{ ipBlock: { cidr: network.cidr } }], ports: [network.port] }
    : { peers: [internet], ports: [443] }

/** The way to the Kubernetes API. */
export const apiServerConnection = ({ cidr, port }: ApiServer): Connection => ({
  peers: [{ ipBlock: { cidr } }],
  ports: [port],
})

/** The way to a mail server: submission by TLS, from the start or by STARTTLS. */
export const mailConnection: Connection = { peers: [internet], ports: [465, 587] }

/** Where webhooks go, those of tasks and those of alerts. */
export const webConnection: Connection = { peers: [internet], ports: [443] }

export interface WorkloadPolicyProps {
  /** @default every pod labelled `app: <name>` */
  readonly selector?: Record<string, string>
  readonly labels?: Record<string, string>
  readonly ingress: readonly Connection[]
  /** Name resolution is always added. */
  readonly egress: readonly Connection[]
}

/** All that may reach one workload and all that it may reach; everything else is refused. */
export class WorkloadPolicy extends Construct {
  constructor(scope: Construct, name: string, props: WorkloadPolicyProps) {
    super(scope, `${name}-policy`)
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: { name, labels: props.labels },
      spec: {
        podSelector: { matchLabels: props.selector ?? { app: name } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: props.ingress.map(({ peers, ports }) => ({
          from: [...peers],
          ports: tcp(ports),
        })),
        egress: [
          ...props.egress.map(({ peers, ports }) => ({ to: [...peers], ports: tcp(ports) })),
          nameResolution,
        ],
      },
    })
  }
}

/** Nothing may talk to anything unless another policy says so. */
export class DefaultDeny extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: { name: 'default-deny' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    })
  }
}

/** Pods of the namespace may talk to each other: for people who try things with `kubectl run`. */
export class OpenNamespace extends Construct {
  constructor(scope: Construct, name: string) {
    super(scope, name)
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: { name },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }] }],
        egress: [{ to: [{ podSelector: {} }] }, nameResolution],
      },
    })
  }
}

/** Where the stores are and who comes in from outside; a property of the environment. */
export interface NetworkContext {
  readonly edgeNamespace: string
  /** Who reads metrics; absent where nobody does. */
  readonly metrics: Peer | undefined
  readonly postgres: Connection | undefined
  readonly redis: Connection | undefined
  /** Absent where files lie on a volume. */
  readonly objects: Connection | undefined
  /** Absent where no letters are sent. */
  readonly mail: Connection | undefined
  readonly internet: Connection
  /** Where backups leave their figures; absent where there is no such place. */
  readonly prometheus: Connection | undefined
  /** Absent where nothing collects traces. */
  readonly traces: Connection | undefined
}

/** The edges of one service, from `calls` and `uses` of the catalogue. */
export function serviceConnections(name: ServiceName, around: NetworkContext): WorkloadPolicyProps {
  const service = find(name)
  const called = service.calls.map((callee) => ({
    peers: [app(callee)],
    ports: [find(callee).port],
  }))
  const callers = callersOf(name).map(app)
  const edge = service.tier === 'frontend' ? [namespace(around.edgeNamespace)] : []
  return {
    ingress: [
      { peers: [...callers, ...edge], ports: ['http'] },
      ...present(around.metrics).map((reader) => ({ peers: [reader], ports: ['metrics'] })),
    ],
    egress: [...called, ...storeConnections(name, around), ...present(around.traces)],
  }
}

/** A migration reaches the database and nothing else. */
export const migrationConnections = ({ postgres }: NetworkContext): WorkloadPolicyProps => ({
  labels: { 'taskmate/step': 'migrate' },
  ingress: [],
  egress: present(postgres),
})

/** The stores that a service uses. */
const storeConnections = (name: ServiceName, around: NetworkContext): Connection[] =>
  find(name).uses.flatMap((use) => present(around[use]))

/** Services that use a store, a mail server or figures: who may reach it. */
export const usersOf = (store: 'postgres' | 'redis' | 'objects' | 'mail' | 'prometheus') =>
  services.filter(({ uses }) => (uses as readonly string[]).includes(store)).map(({ name }) => name)

const find = (name: ServiceName) => {
  const service = services.find((candidate) => candidate.name === name)
  if (!service) throw new Error(`${name} is not in the catalogue`)
  return service
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

const tcp = (ports: readonly (number | string)[]) =>
  ports.map((port) => ({
    protocol: 'TCP',
    port:
      typeof port === 'number'
        ? k8s.IntOrString.fromNumber(port)
        : k8s.IntOrString.fromString(port),
  }))

const nameResolution: k8s.NetworkPolicyEgressRule = {
  to: [{ ...namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: k8s.IntOrString.fromNumber(53) })),
}
