import { k8s } from 'cdk8s-plus-28'
import { referenceOf } from '../release/images.ts'
import {
  type Budgets,
  bytesOf,
  containerSecurity,
  type Mount,
  resources,
  volumeMountsOf,
} from './pod.ts'
import type { RailsLikeServiceProps } from './rails-like-service.ts'

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
