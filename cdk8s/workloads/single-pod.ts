import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { type Connection, WorkloadPolicy } from '../network/network-policies.ts'
import {
  type Budgets,
  containerSecurity,
  labels,
  type Mount,
  podSecurity,
  resources,
  volumeMountsOf,
  volumesOf,
} from './pod.ts'

/** What the frame says about the container itself. */
type Framed = 'name' | 'ports' | 'resources' | 'securityContext' | 'volumeMounts'

interface Framing {
  readonly container: Omit<k8s.Container, Framed>
  /** Name → number; each is a port of the Service too. */
  readonly ports: Readonly<Record<string, number>>
  readonly mounts: readonly Mount[]
  readonly resources: Budgets
}

export interface SinglePodProps extends Framing {
  readonly component: string
  /** More containers of the pod, by name; mounts of one name are one volume. */
  readonly beside?: Readonly<Record<string, Framing>>
  /** @default the user of our own images */
  readonly user?: number
  /** A ConfigMap and a claim of its own; the mounts say where they are seen. */
  readonly config?: { readonly name: string; readonly data: Readonly<Record<string, string>> }
  readonly claim?: { readonly name: string; readonly size: string }
  readonly priorityClass: string
  readonly terminationGracePeriodSeconds?: number
  readonly annotations?: Readonly<Record<string, string>>
  readonly podAnnotations?: Readonly<Record<string, string>>
  /** Mounts a token of its account: it talks to the API server. @default false */
  readonly token?: boolean
  readonly ingress: readonly Connection[]
  readonly egress: readonly Connection[]
}

/** A program of others in one pod that is never there twice: its account, files, claim, Service and edges. */
export class SinglePod extends Construct {
  constructor(scope: Construct, name: string, props: SinglePodProps) {
    super(scope, name)
    const all = labels(name, 'infrastructure', props.component)
    const metadata = { name, labels: all }
    const { annotations, podAnnotations, config, claim, user } = props
    const containers = Object.entries<Framing>({ [name]: props, ...props.beside })
    const mounts = new Map(
      containers.flatMap(([, framing]) => framing.mounts.map((mount) => [mount.name, mount])),
    )
    const ports = containers.flatMap(([, framing]) => Object.entries(framing.ports))
    new k8s.KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false })
    if (config)
      new k8s.KubeConfigMap(this, 'config', {
        metadata: { name: config.name, labels: all },
        data: { ...config.data },
      })
    if (claim)
      new k8s.KubePersistentVolumeClaim(this, 'claim', {
        metadata: { name: claim.name, labels: all },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: k8s.Quantity.fromString(claim.size) } },
        },
      })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { ...metadata, annotations },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: name } },
        // Two pods must never open the same files.
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels: all, annotations: podAnnotations },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: props.token ?? false,
            enableServiceLinks: false,
            priorityClassName: props.priorityClass,
            terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
            securityContext: podSecurity(user),
            volumes: volumesOf([...mounts.values()]),
            containers: containers.map(([container, framing]) => ({
              ...framing.container,
              name: container,
              ports: Object.entries(framing.ports).map(([port, containerPort]) => ({
                name: port,
                containerPort,
              })),
              resources: resources(framing.resources),
              securityContext: containerSecurity(user),
              volumeMounts: volumeMountsOf(framing.mounts),
            })),
          },
        },
      },
    })
    new k8s.KubeService(this, 'service', {
      metadata,
      spec: {
        ipFamilyPolicy: 'PreferDualStack',
        selector: { app: name },
        ports: ports.map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: k8s.IntOrString.fromString(port),
        })),
      },
    })
    new WorkloadPolicy(this, name, { ingress: props.ingress, egress: props.egress })
  }
}
