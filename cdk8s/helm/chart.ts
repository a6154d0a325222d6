import { readFileSync } from 'node:fs'
import type { App } from 'cdk8s'
import type { ManagedEnvironment, ObjectStore } from '../environments/environment.ts'
import type { Rendered } from '../layout-app.ts'
import type { Images } from '../release/images.ts'
import { taskmate } from '../taskmate.ts'
import { HelmChart } from './helm-chart.ts'
import { Values } from './values.ts'

/** An environment as a chart, for people who do not run TypeScript: `helm template` with its own values gives the very
 *  objects of `dist/<environment>`, but for the namespace. */
export function helmChart(app: App, environment: ManagedEnvironment) {
  const values = new Values()
  const chart = new HelmChart(app, 'helm', {
    name: 'taskmate',
    description: packageJson.description,
    version: packageJson.version,
    kubeVersion: '>=1.30.0-0',
    values,
    about,
    needs: {
      ExternalSecret: 'secrets.store',
      Certificate: 'gateway.className',
      Gateway: 'gateway.className',
      HTTPRoute: 'gateway.className',
    },
    change: settableObject(values),
    notes: notes(environment),
  })
  taskmate(app, settable(environment, values), chart)
}

const packageJson: { description: string; version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)

const about = {
  host: 'Name that browsers use.',
  gateway:
    'Whose Gateway it is, where its proxies run, and the ClusterIssuer of its certificate. With an empty className bring an entrance of your own to frontend-service:3100; its pods run in the namespace below.',
  images:
    "The product's images by registry and digest; others as a whole, so that they may come from a mirror.",
  services:
    'Pods of each service. The quota of the namespace and the connections of PostgreSQL are made for the greatest numbers here: more need manifests of their own.',
  secrets:
    'ClusterSecretStore of External Secrets, and the path in it. With an empty store make the Secrets yourself: docs/operations.md lists them.',
  postgres: "Volume of each instance in GiB, and where CloudNativePG's operator runs.",
  files: 'The bucket of uploaded files.',
  backups: 'The bucket of backups.',
  mail: 'From whom letters come; the server is in the Secret user-service-secrets.',
  apiServer:
    'Where pods reach the Kubernetes API: its network and its port behind the service `kubernetes`.',
  monitoring: "Namespace of people's Grafana, and of cert-manager: empty where there is none.",
  groups: 'Groups of people who may look, and who may roll out.',
}

const notes = ({
  operations,
  postgres,
}: ManagedEnvironment) => `TaskMate answers at https://{{.Values.host}} once its entrance is there.

  kubectl get jobs,pods -n {{.Release.Namespace}}

${postgres.instances} instances of PostgreSQL come first, then one Job per service migrates its database, then the services answer. A Job
that gave up runs again with "helm upgrade". Whoever signs up first runs the installation: do so at once.

"helm uninstall" leaves databases and volumes where they are. What to do when something does not come up:
${operations.repository}/blob/main/docs/operations.md
`

/** The environment with an expression of Helm wherever an installation has a value of its own. */
function settable(environment: ManagedEnvironment, values: Values): ManagedEnvironment {
  const { edge, files, groups, images, mail, operations, postgres, secrets } = environment
  const word = (path: string, fallback: string) => values.text(path, fallback)
  const bucket = (name: string, store: ObjectStore): ObjectStore => ({
    bucket: word(`${name}.bucket`, store.bucket),
    endpoint: values.text(`${name}.endpoint`, store.endpoint, 'url'),
    region: word(`${name}.region`, store.region),
  })
  const host = values.text('host', environment.host, 'host')
  const apiServer = {
    cidr: values.text('apiServer.cidr', operations.apiServer.cidr, 'cidr'),
    port: values.number('apiServer.port', Number(operations.apiServer.port), port),
  }
  return {
    ...environment,
    namespace: '{{.Release.Namespace}}',
    host,
    edge: {
      kind: 'gateway',
      className: values.text('gateway.className', edge.className, 'optional'),
      namespace: word('gateway.namespace', edge.namespace),
      issuer: word('gateway.issuer', edge.issuer),
    },
    secrets: {
      kind: 'store',
      name: values.text('secrets.store', secrets.name, 'optional'),
      path: word('secrets.path', secrets.path),
    },
    postgres: {
      ...postgres,
      storage: `${values.number('postgres.gibibytes', gibibytesOf(postgres.storage), { minimum: 1 })}Gi`,
      operatorNamespace: word('postgres.operatorNamespace', postgres.operatorNamespace),
      apiServer,
    },
    files: { kind: 'bucket', bucket: bucket('files', files.bucket) },
    mail: { from: values.text('mail.from', mail.from, 'line') },
    monitoringNamespace: word('monitoring.namespace', environment.monitoringNamespace),
    operations: {
      ...operations,
      certificates: values.text('monitoring.certificates', operations.certificates, 'optional'),
      backups: bucket('backups', operations.backups),
      apiServer,
    },
    groups: {
      viewers: word('groups.viewers', groups.viewers),
      deployers: word('groups.deployers', groups.deployers),
    },
    images: settableImages(images, values),
  }
}

const port = { minimum: 1, maximum: 65_535 }

const gibibytesOf = (size: string) => {
  const [, number] = /^(\d+)Gi$/.exec(size) ?? []
  if (!number) throw new Error(`The volume of PostgreSQL is ${size}, not a number of Gi`)
  return Number(number)
}

/** The product's own by registry and digest, others as a whole. */
const settableImages = (images: Images, values: Values): Images => ({
  own: (name) => {
    const image = images.own(name)
    if (!('digest' in image)) throw new Error(`The image of ${name} has no digest`)
    const registry = image.repository.slice(0, -`/${name}`.length)
    return {
      repository: `${values.text('images.registry', registry)}/${name}`,
      digest: values.text(`images.digests.${camelCase(name)}`, image.digest, 'digest'),
      pullPolicy: 'Always',
    }
  },
  other: (name) => {
    const { image, imagePullPolicy } = images.other(name)
    return { image: values.text(`images.others.${camelCase(name)}`, image), imagePullPolicy }
  },
})

/** What differs in objects themselves. */
const settableObject = (values: Values) => (object: Rendered) => {
  const { kind, metadata } = object
  if (kind === 'Job') beforePodsRoll(object)
  if (kept.includes(kind)) annotate(object, { 'helm.sh/resource-policy': 'keep' })
  if (kind === 'HorizontalPodAutoscaler') {
    const { minReplicas: min, maxReplicas: max, ...spec } = Object(object.spec)
    const path = `services.${camelCase(metadata.name)}`
    // The schema cannot compare the two: their ranges meet in one number.
    const minReplicas = values.number(`${path}.minReplicas`, min, { minimum: 1, maximum: min })
    const maxReplicas = values.number(`${path}.maxReplicas`, max, { minimum: min, maximum: max })
    object.spec = { ...spec, minReplicas, maxReplicas }
  }
}

/** What holds people's work, or leads to it, stays when the release is uninstalled. */
const kept = ['Cluster', 'Database', 'ObjectStore', 'PersistentVolumeClaim']

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

/** `user-service` → `userService`: Helm's expressions know no hyphens. */
const camelCase = (name: string) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
