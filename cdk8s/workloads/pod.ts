import { k8s } from 'cdk8s-plus-28'

/** Quantities in Kubernetes notation: `100m`, `256Mi`. None is optional: nothing runs without limits. */
export interface Budget {
  readonly cpu: string
  readonly memory: string
  readonly ephemeralStorage: string
}

/** What a container asks for and what it may take at most. */
export interface Budgets {
  readonly requests: Budget
  readonly limits: Budget
}

/** What is asked for and the most that is given; scratch space is the same everywhere. */
export const budgets = (
  cpu: string,
  memory: string,
  maxCpu: string,
  maxMemory: string,
): Budgets => ({
  requests: { cpu, memory, ephemeralStorage: '64Mi' },
  limits: { cpu: maxCpu, memory: maxMemory, ephemeralStorage: '256Mi' },
})

/** A volume of the pod and where its one container sees it. */
export interface Mount {
  readonly name: string
  readonly path: string
  readonly source: Omit<k8s.Volume, 'name'>
  readonly readOnly?: boolean
}

/** User and group that our own images run as. */
export const USER = 10001

export const quantities = ({ cpu, memory, ephemeralStorage }: Budget) => ({
  cpu: k8s.Quantity.fromString(cpu),
  memory: k8s.Quantity.fromString(memory),
  'ephemeral-storage': k8s.Quantity.fromString(ephemeralStorage),
})

export const resources = ({ requests, limits }: Budgets): k8s.ResourceRequirements => ({
  requests: quantities(requests),
  limits: quantities(limits),
})

/** What Pod Security "restricted" asks of a pod. */
export const podSecurity = (user: number = USER): k8s.PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
})

/** The same for each container, init containers included. */
export const containerSecurity = (user: number = USER): k8s.SecurityContext => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
})

export const labels = (name: string, tier: string, component: string): Record<string, string> => ({
  app: name,
  tier,
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': name,
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/part-of': 'taskmate',
  'app.kubernetes.io/managed-by': 'cdk8s',
})

export const emptyDir = (name: string, path: string, sizeLimit: string): Mount => ({
  name,
  path,
  source: { emptyDir: { sizeLimit: k8s.Quantity.fromString(sizeLimit) } },
})

export const fromConfigMap = (name: string, path: string, configMap: string): Mount => ({
  name,
  path,
  readOnly: true,
  source: { configMap: { name: configMap } },
})

export const fromClaim = (name: string, path: string, claimName: string): Mount => ({
  name,
  path,
  source: { persistentVolumeClaim: { claimName } },
})

export const volumesOf = (mounts: readonly Mount[]): k8s.Volume[] =>
  mounts.map(({ name, source }) => ({ name, ...source }))

export const volumeMountsOf = (mounts: readonly Mount[]): k8s.VolumeMount[] =>
  mounts.map(({ name, path, readOnly }) => ({ name, mountPath: path, readOnly }))

/** Replicas on different hosts and zones where there are several; never unschedulable where there is one. */
export const spreadOut = (app: string) => {
  const labelSelector = { matchLabels: { app } }
  const over = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
    matchLabelKeys: ['pod-template-hash'],
  })
  const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector }
  return {
    topologySpreadConstraints: [
      over('kubernetes.io/hostname'),
      over('topology.kubernetes.io/zone'),
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }],
      },
    },
  }
}

const units: Record<string, number> = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 }

/** `512Mi` → bytes. */
export function bytesOf(quantity: string) {
  const [, number, unit = ''] = /^(\d+)(Ki|Mi|Gi)?$/.exec(quantity) ?? []
  if (!number) throw new Error(`${quantity} is not a quantity of bytes`)
  return Number(number) * (units[unit] ?? 1)
}

/** `100m` → 100, `2` → 2000. */
export function millicoresOf(quantity: string) {
  const [, number, unit] = /^(\d+)(m)?$/.exec(quantity) ?? []
  if (!number) throw new Error(`${quantity} is not a quantity of CPU`)
  return unit ? Number(number) : Number(number) * 1000
}
