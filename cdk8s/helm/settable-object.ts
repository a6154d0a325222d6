import { JsonPatch } from 'cdk8s'
import type { Rendered } from '../layout-app.ts'
import { beginning } from '../stores/postgres-cluster.ts'
import { camelCase, type Values } from './values.ts'

/** What differs in an object itself where a chart has it. */
export const settableObject = (values: Values) => (object: Rendered) => {
  const { kind } = object
  if (kind === 'Job') beforePodsRoll(object)
  if (kept.includes(kind)) annotate(object, { 'helm.sh/resource-policy': 'keep' })
  if (kind === 'HorizontalPodAutoscaler') setReplicas(object, values)
  const patches: JsonPatch[] = []
  const pod = pods[kind]
  if (pod) {
    const pullSecrets = values.list('imagePullSecrets', pullSecret)
    patches.push(JsonPatch.add(`${pod}/imagePullSecrets`, pullSecrets))
  }
  if (kind === 'Cluster') patches.push(...recovering(values))
  const volume = volumes[kind]
  if (volume) patches.push(JsonPatch.add(volume, values.unlessEmpty('storageClass')))
  return JsonPatch.apply(object, ...patches)
}

/** Where a kind of object says what its pods are. */
const pods: Readonly<Record<string, string>> = {
  Deployment: '/spec/template/spec',
  StatefulSet: '/spec/template/spec',
  Job: '/spec/template/spec',
  CronJob: '/spec/jobTemplate/spec/template/spec',
  Cluster: '/spec',
}

const pullSecret = {
  type: 'object',
  properties: { name: { type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' } },
  required: ['name'],
  additionalProperties: false,
}

/** Where a kind of object says of what class its volumes are. */
const volumes: Readonly<Record<string, string>> = {
  Cluster: '/spec/storage/storageClass',
  PersistentVolumeClaim: '/spec/storageClassName',
}

/** A PostgreSQL that begins with what a bucket has, where `recovery.from` says of whom. */
function recovering(values: Values) {
  const from = values.text('postgres.recovery.from', '', 'optionalName')
  const until = values.text('postgres.recovery.until', '', 'moment')
  const archive = values.unlessEmpty('postgres.recovery.archive')
  values.together('postgres.recovery.from', 'postgres.recovery.archive')
  const [whole, untilThen] = [beginning({ from, archive }), beginning({ from, archive, until })]
  const json = (part: unknown) => JSON.stringify(part)
  const isSet = (value: string) => value.replace('{{', '{{if ')
  const bootstrap = `${isSet(until)}${json(untilThen.bootstrap)}{{else}}${json(whole.bootstrap)}{{end}}`
  return [
    JsonPatch.add(
      '/spec/bootstrap',
      `${isSet(from)}${bootstrap}{{else}}${json(beginning().bootstrap)}{{end}}`,
    ),
    JsonPatch.add('/spec/externalClusters', `${isSet(from)}${json(whole.externalClusters)}{{end}}`),
    JsonPatch.add('/spec/plugins/0/parameters/serverName', archive),
  ]
}

/** What holds people's work, or leads to it, stays when the release is uninstalled. */
const kept = ['Cluster', 'Database', 'ObjectStore', 'PersistentVolumeClaim']

function setReplicas(object: Rendered, values: Values) {
  const { minReplicas: min, maxReplicas: max, ...spec } = Object(object.spec)
  const path = `services.${camelCase(object.metadata.name)}`
  // The schema cannot compare the two: their ranges meet in one number.
  const minReplicas = values.number(`${path}.minReplicas`, min, { minimum: 1, maximum: min })
  const maxReplicas = values.number(`${path}.maxReplicas`, max, { minimum: min, maximum: max })
  object.spec = { ...spec, minReplicas, maxReplicas }
}

/** A migration runs once everything else is there, and with an upgrade before anything changes: one that fails, fails the upgrade.
 *  The first one waits for a PostgreSQL that is made at the same time. */
function beforePodsRoll(job: Rendered) {
  job.metadata.name = job.metadata.name.replace(/-[0-9a-f]{8}$/, '')
  annotate(job, {
    'helm.sh/hook': 'post-install,pre-upgrade',
    'helm.sh/hook-delete-policy': 'before-hook-creation',
  })
  job.spec = { ...Object(job.spec), backoffLimit: 10, activeDeadlineSeconds: 1800 }
}

function annotate({ metadata }: Rendered, annotations: Record<string, string>) {
  metadata.annotations = { ...metadata.annotations, ...annotations }
}
