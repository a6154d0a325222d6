import { createHash } from 'node:crypto'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { type Edge, WorkloadPolicy } from './network-policies.ts'
import {
  type Budgets,
  containerSecurity,
  emptyDir,
  fromClaim,
  fromConfigMap,
  labels,
  type Mount,
  podSecurity,
  resources,
  volumeMountsOf,
  volumesOf,
} from './pod.ts'

export interface BackingPodProps {
  readonly image: { readonly image: string; readonly imagePullPolicy: string }
  readonly component: string
  readonly args: readonly string[]
  /** File name → content, mounted at `/etc/<name>`. */
  readonly files?: Readonly<Record<string, string>>
  /** Name → number; each is a port of the Service too. */
  readonly ports: Readonly<Record<string, number>>
  /** Answers 200 when the program works: a path on one of the ports. */
  readonly health: { readonly path: string; readonly port: string }
  /** Where it writes: on a claim of this size, else in an emptyDir. */
  readonly data: { readonly path: string; readonly size: string; readonly kept: boolean }
  readonly resources: Budgets
  readonly env?: readonly k8s.EnvVar[]
  readonly ingress: readonly Edge[]
  readonly egress: readonly Edge[]
  readonly priorityClass: string
  /** Mounts a token of its account: it talks to the API server. @default false */
  readonly token?: boolean
  /** Rule → why it does not hold here. */
  readonly exceptions?: Readonly<Record<string, string>>
}

/** A program of others, one pod of it: collectors, logs, traces. People notice when it is away only if they look. */
export class BackingPod extends Construct {
  constructor(scope: Construct, name: string, props: BackingPodProps) {
    super(scope, name)
    const all = labels(name, 'infrastructure', props.component)
    const annotations = allow({ replicas: 'nobody is served by it', ...props.exceptions })
    const metadata = { name, labels: all }
    const { path, size, kept } = props.data
    const data: Mount = kept
      ? fromClaim('data', path, `${name}-data`)
      : emptyDir('data', path, size)
    const mounts = [
      data,
      emptyDir('tmp', '/tmp', '64Mi'),
      ...(props.files ? [fromConfigMap('config', `/etc/${name}`, `${name}-config`)] : []),
    ]
    new k8s.KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false })
    if (props.files)
      new k8s.KubeConfigMap(this, 'config', {
        metadata: { name: `${name}-config`, labels: all },
        data: { ...props.files },
      })
    if (kept)
      new k8s.KubePersistentVolumeClaim(this, 'claim', {
        metadata: { name: `${name}-data`, labels: all },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: k8s.Quantity.fromString(size) } },
        },
      })
    const http = {
      httpGet: { path: props.health.path, port: k8s.IntOrString.fromString(props.health.port) },
      timeoutSeconds: 3,
    }
    const accepts = {
      tcpSocket: { port: k8s.IntOrString.fromString(props.health.port) },
      timeoutSeconds: 3,
    }
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { ...metadata, annotations },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: name } },
        strategy: { type: 'Recreate' },
        template: {
          metadata: {
            labels: all,
            annotations: { 'taskmate/config-checksum': digest(props.files) },
          },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: props.token ?? false,
            enableServiceLinks: false,
            priorityClassName: props.priorityClass,
            securityContext: podSecurity(),
            volumes: volumesOf(mounts),
            containers: [
              {
                ...props.image,
                name,
                args: [...props.args],
                env: props.env ? [...props.env] : undefined,
                ports: Object.entries(props.ports).map(([port, containerPort]) => ({
                  name: port,
                  containerPort,
                })),
                startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 60 },
                livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
                readinessProbe: { ...http, periodSeconds: 10 },
                resources: resources(props.resources),
                securityContext: containerSecurity(),
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
        ports: Object.entries(props.ports).map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: k8s.IntOrString.fromString(port),
        })),
      },
    })
    new WorkloadPolicy(this, name, { ingress: props.ingress, egress: props.egress })
  }
}

/** Declares rules that do not hold for an object, each with its reason. */
export const allow = (exceptions: Readonly<Record<string, string>> = {}) => {
  const lines = Object.entries(exceptions).map(([rule, reason]) => `${rule}: ${reason}`)
  return lines.length ? { 'taskmate/allow': lines.join('\n') } : undefined
}

const digest = (files: Readonly<Record<string, string>> = {}) =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex')
