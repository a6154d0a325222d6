import { k8s } from 'cdk8s-plus-28'
import { type ImageRef, referenceOf } from '../release/images.ts'
import {
  type Budgets,
  bytesOf,
  containerSecurity,
  type Mount,
  resources,
  volumeMountsOf,
} from './pod.ts'

/** A fixed number of pods, or as many as the CPU asks for: percent of the requested CPU. */
export type Scale =
  | { readonly replicas: number }
  | { readonly min: number; readonly max: number; readonly cpuPercent: number }

export interface RailsLikeServiceProps {
  readonly image: ImageRef
  /** Value of TASKMATE_ENV. */
  readonly environment: string
  readonly port: number
  readonly tier: 'frontend' | 'backend'
  /** `init`: each pod applies migrations before it serves. `job`: one Job per release does, pods wait for it. */
  readonly migration: 'none' | 'init' | 'job'
  readonly scale: Scale
  readonly resources: Budgets
  readonly envFrom: { readonly configMaps: readonly string[]; readonly secrets: readonly string[] }
  /** Digest of the ConfigMap's data, so that an edit rolls the pods. */
  readonly configChecksum: string
  readonly priorityClass: string
  readonly env?: Readonly<Record<string, string | k8s.EnvVarSource>>
  /** @default live and startup `/up`, ready `/up/ready` */
  readonly probes?: Partial<Record<'live' | 'ready' | 'startup', string>>
  /** Longest request a stopping pod still answers. @default 15; 60 where uploads pass */
  readonly longestRequestSeconds?: number
  /** Besides `/tmp`, an emptyDir of 64Mi that is always there. */
  readonly volumes?: readonly Mount[]
  /** @default 9464 */
  readonly metricsPort?: number
}

/** What the container that migrates and the one that serves have in common. */
export const sharedContainer = (props: RailsLikeServiceProps, mounts: readonly Mount[]) => ({
  image: referenceOf(props.image),
  imagePullPolicy: props.image.pullPolicy,
  env: environment(props),
  envFrom: sources(props),
  resources: resources(props.resources),
  securityContext: containerSecurity(),
  volumeMounts: volumeMountsOf(mounts),
})

/** `/up` says that the event loop turns; `/up/ready` that the database answers and nobody asked the pod to stop. */
export const probes = (paths: RailsLikeServiceProps['probes'] = {}) => ({
  startupProbe: { ...http(paths.startup ?? '/up'), periodSeconds: 2, failureThreshold: 60 },
  livenessProbe: { ...http(paths.live ?? '/up'), initialDelaySeconds: 30, periodSeconds: 10 },
  readinessProbe: {
    ...http(paths.ready ?? '/up/ready'),
    initialDelaySeconds: 5,
    periodSeconds: 5,
    failureThreshold: 2,
  },
})

const http = (path: string) => ({
  httpGet: { path, port: k8s.IntOrString.fromString('http') },
  timeoutSeconds: 2,
})

/** The garbage collector has to start before the kernel's limit: three quarters of it. */
const heapOf = ({ limits }: Budgets) => Math.floor((bytesOf(limits.memory) * 0.75) / 1024 ** 2)

function environment(props: RailsLikeServiceProps): k8s.EnvVar[] {
  const own = {
    TASKMATE_ENV: props.environment,
    PORT: String(props.port),
    NODE_OPTIONS: `--max-old-space-size=${heapOf(props.resources)}`,
    ...props.env,
  }
  return Object.entries(own).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, valueFrom: value },
  )
}

const sources = ({ envFrom }: RailsLikeServiceProps): k8s.EnvFromSource[] => [
  ...envFrom.configMaps.map((name) => ({ configMapRef: { name } })),
  ...envFrom.secrets.map((name) => ({ secretRef: { name } })),
]
