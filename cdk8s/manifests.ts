import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  V1ConfigMap,
  V1Container,
  V1CronJob,
  V1Deployment,
  V1Ingress,
  V1Job,
  V1Namespace,
  V1ObjectMeta,
  V1PodDisruptionBudget,
  V1PodSpec,
  V1PodTemplateSpec,
  V1ResourceQuota,
  V1Role,
  V1RoleBinding,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node'
import { parseAllDocuments } from 'yaml'

/** An object as it stands in `dist/<environment>/<file>`. */
export interface Manifest {
  readonly file: string
  readonly apiVersion: string
  readonly kind: string
  metadata: V1ObjectMeta & { name: string }
  spec?: unknown
}

interface Kinds {
  ConfigMap: V1ConfigMap
  CronJob: V1CronJob
  Deployment: V1Deployment
  HTTPRoute: HttpRoute
  HorizontalPodAutoscaler: V2HorizontalPodAutoscaler
  Ingress: V1Ingress
  Job: V1Job
  Namespace: V1Namespace
  NetworkPolicy: NetworkPolicy
  PodDisruptionBudget: V1PodDisruptionBudget
  ResourceQuota: V1ResourceQuota
  Role: V1Role
  RoleBinding: V1RoleBinding
  Secret: V1Secret
  Service: V1Service
  ServiceAccount: V1ServiceAccount
  StatefulSet: V1StatefulSet
}

type Of<K extends keyof Kinds> = Kinds[K] & Manifest

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>
}

export interface NetworkPeer {
  readonly podSelector?: Selector
  readonly namespaceSelector?: Selector
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] }
}

interface NetworkRule {
  readonly from?: readonly NetworkPeer[]
  readonly to?: readonly NetworkPeer[]
  readonly ports?: readonly { readonly protocol?: string; readonly port?: string | number }[]
}

/** The client's model renames `from`, which is a word of Python. */
export interface NetworkPolicy {
  readonly spec: {
    readonly podSelector: Selector
    readonly policyTypes: readonly string[]
    readonly ingress?: readonly NetworkRule[]
    readonly egress?: readonly NetworkRule[]
  }
}

interface HttpRoute {
  readonly spec?: {
    readonly hostnames?: readonly string[]
    readonly rules: readonly {
      readonly backendRefs?: readonly { readonly name: string; readonly port: number }[]
      readonly timeouts?: { readonly request?: string }
    }[]
  }
}

/** All objects below a folder, in order of file name; `kustomization.yaml` is none. */
export function readManifests(folder: string): Manifest[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'))
    .sort()
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8'), file))
}

export const parse = (text: string, file: string): Manifest[] =>
  parseAllDocuments(text).map((document) => ({ ...document.toJS(), file }))

export const ofKind = <K extends keyof Kinds>(manifests: readonly Manifest[], kind: K) =>
  manifests.filter((manifest): manifest is Of<K> => manifest.kind === kind)

export function find<K extends keyof Kinds>(manifests: readonly Manifest[], kind: K, name: string) {
  const found = ofKind(manifests, kind).find(({ metadata }) => metadata.name === name)
  if (!found) throw new Error(`There is no ${kind} ${name}`)
  return found
}

/** Something that makes pods. */
export interface Workload {
  readonly manifest: Manifest
  readonly template: V1PodTemplateSpec
  readonly pod: V1PodSpec
  /** Init containers first, as they run. */
  readonly containers: readonly V1Container[]
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  const templates: [Manifest, V1PodTemplateSpec | undefined][] = [
    ...ofKind(manifests, 'Deployment').map(template),
    ...ofKind(manifests, 'StatefulSet').map(template),
    ...ofKind(manifests, 'Job').map(template),
    ...ofKind(manifests, 'CronJob').map((job): [Manifest, V1PodTemplateSpec | undefined] => [
      job,
      job.spec?.jobTemplate.spec?.template,
    ]),
  ]
  return templates.flatMap(([manifest, podTemplate]) => {
    const pod = podTemplate?.spec
    if (!podTemplate || !pod) return []
    const containers = [...(pod.initContainers ?? []), ...pod.containers]
    return [{ manifest, template: podTemplate, pod, containers }]
  })
}

const template = (
  workload: Manifest & { spec?: { template: V1PodTemplateSpec } },
): [Manifest, V1PodTemplateSpec | undefined] => [workload, workload.spec?.template]
