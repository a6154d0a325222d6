import { createHash } from 'node:crypto'
import { type Manifest, ofKind } from '../manifests.ts'
import { objectRule, outsideDevelopment, type Rule, type World } from './rule.ts'

const clusterScoped = ['Namespace', 'PriorityClass']
const name63 = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/

/** API versions that are served, per group. */
const served = [
  /^v1$/,
  /^(apps|batch|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|scheduling\.k8s\.io)\/v1$/,
  /^autoscaling\/v2$/,
  /^(postgresql\.cnpg\.io|barmancloud\.cnpg\.io|external-secrets\.io|cert-manager\.io|gateway\.networking\.k8s\.io|autoscaling\.k8s\.io)\/v1$/,
  /^argoproj\.io\/v1alpha1$/,
]

const layout = [
  /^namespace\.yaml$/,
  /^infrastructure\/(postgres|redis|files)\.yaml$/,
  /^services\/[a-z]+-service\.yaml$/,
  /^networking\/(ingress|gateway)\.yaml$/,
  /^monitoring\/[a-z]+\.yaml$/,
  /^backups\/[a-z]+\.yaml$/,
  /^gitops\/application\.yaml$/,
]

const identity = ({ apiVersion, kind, metadata }: Manifest) =>
  `${apiVersion.split('/')[0]} ${kind} ${metadata.namespace} ${metadata.name}`

export const objects: readonly Rule[] = [
  {
    name: 'unique',
    check: ({ manifests }) => {
      const seen = new Set<string>()
      return manifests
        .filter((object) => seen.has(identity(object)) || !seen.add(identity(object)))
        .map((object) => ({ object, message: 'is there twice' }))
    },
  },
  objectRule('names', ({ metadata }) => !name63.test(metadata.name) && 'is no DNS label'),
  objectRule('label-values', ({ metadata }) =>
    Object.entries(metadata.labels ?? {}).map(
      ([name, value]) => !labelValue.test(value) && `${name}: ${value} is no label value`,
    ),
  ),
  objectRule('scope', ({ kind, metadata, file }, world) => {
    const ours = ofKind(world.manifests, 'Namespace')[0]?.metadata.name
    const expected = clusterScoped.includes(kind) ? undefined : ours
    return (
      !file.startsWith('gitops/') &&
      metadata.namespace !== expected &&
      `is in ${metadata.namespace ?? 'no namespace'}`
    )
  }),
  {
    name: 'namespace-labels',
    check: ({ manifests, environment }) =>
      ofKind(manifests, 'Namespace')
        .filter(({ metadata: { labels = {} } }) => {
          const level = (mode: string) => labels[`pod-security.kubernetes.io/${mode}`]
          const version = (mode: string) => labels[`pod-security.kubernetes.io/${mode}-version`]
          return (
            level('enforce') !== (environment === 'development' ? 'baseline' : 'restricted') ||
            level('warn') !== 'restricted' ||
            level('audit') !== 'restricted' ||
            ['enforce', 'warn', 'audit'].some((mode) => !/^v1\.\d+$/.test(version(mode) ?? ''))
          )
        })
        .map((object) => ({ object, message: 'does not refuse what it should' })),
  },
  objectRule(
    'api-version',
    ({ apiVersion }) =>
      !served.some((version) => version.test(apiVersion)) && `${apiVersion} is not served`,
  ),
  objectRule(
    'no-secret',
    ({ kind }, world) => kind === 'Secret' && outsideDevelopment(world) && 'is readable in git',
  ),
  objectRule(
    'layout',
    ({ file }) => !layout.some((path) => path.test(file)) && `${file} is nowhere`,
  ),
  objectRule('config-checksum', configChecksum),
  objectRule(
    'annotation-size',
    ({ file: _file, ...object }) =>
      JSON.stringify(object).length > 200 * 1024 &&
      'is too large for the annotation of kubectl apply',
  ),
]

/** The checksum on a pod template is the one of the ConfigMap that its containers read. */
function configChecksum(object: Manifest, { workloads, manifests }: World) {
  const config = ofKind(manifests, 'ConfigMap').find(
    ({ metadata }) => metadata.name === 'taskmate-config',
  )
  const expected = createHash('sha256')
    .update(JSON.stringify(Object.entries(config?.data ?? {}).sort()))
    .digest('hex')
  const workload = workloads.find(({ manifest }) => manifest === object)
  const given = workload?.template.metadata?.annotations?.['taskmate/config-checksum']
  const reads = workload?.pod.containers.some(({ envFrom = [] }) =>
    envFrom.some(({ configMapRef }) => configMapRef?.name === 'taskmate-config'),
  )
  return (
    object.kind === 'Deployment' &&
    reads &&
    given !== expected &&
    'does not notice a changed ConfigMap'
  )
}
