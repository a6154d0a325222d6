import { readFileSync } from 'node:fs'
import type { App } from 'cdk8s'
import type { ManagedEnvironment, ObjectStore } from '../environments/environment.ts'
import type { Images } from '../release/images.ts'
import { taskmate } from '../taskmate.ts'
import { HelmChart } from './helm-chart.ts'
import { settableObject } from './settable-object.ts'
import { camelCase, Values } from './values.ts'

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
  repository:
    'Web address where this source can be read, as https: alerts and the page of operators link to its runbooks.',
  imagePullSecrets:
    'Secrets of the namespace by which all images are pulled, as pods name them: [{ name: registry }].',
  storageClass:
    'Of all volumes, those of PostgreSQL first. Empty: the default one of the cluster. That of a volume never changes.',
  gateway:
    'Whose Gateway it is, where its proxies run, and the ClusterIssuer of its certificate. With an empty className bring an entrance of your own to frontend-service:3100; its pods run in the namespace below.',
  images:
    "The product's images by registry and digest; others as a whole, so that they may come from a mirror.",
  services:
    'Pods of each service. The quota of the namespace and the connections of PostgreSQL are made for the greatest numbers here: more need manifests of their own.',
  secrets:
    'ClusterSecretStore of External Secrets, and the path in it. With an empty store make the Secrets yourself: docs/operations.md lists them.',
  postgres:
    "Volume of each instance in GiB, where CloudNativePG's operator runs, and the Service that services come to. A new one begins with the backups that recovery.from names, up to the moment recovery.until if there is one, and archives as recovery.archive.",
  files: 'The bucket of uploaded files.',
  backups: 'The bucket of backups.',
  mail: 'From whom letters come; the server is in the Secret user-service-secrets.',
  apiServer:
    'Where pods reach the Kubernetes API: its network and its port behind the service `kubernetes`.',
  monitoring: "Namespace of people's Grafana, and of cert-manager: empty where there is none.",
  groups: 'Groups of people who may look, and who may roll out.',
}

const notes = ({
  postgres,
}: ManagedEnvironment) => `TaskMate answers at https://{{.Values.host}} once its entrance is there.

Begin:     https://{{.Values.host}}/sign-up. Whoever signs up first runs the installation: do so at once.
Operators: name each other under Settings > Operations; by hand, whose account is there already:
           kubectl exec -n {{.Release.Namespace}} deployment/user-service -c user-service -- node name-operator.js you@example.com
Health:    kubectl get clusters.postgresql.cnpg.io,jobs,pods -n {{.Release.Namespace}}
           ${postgres.instances} instances of PostgreSQL come first, then a Job per service migrates its database, then the services answer.
           A Job that gave up runs again with "helm upgrade". Later Settings > Operations tells how everything fares.
Uninstall: "helm uninstall" keeps databases, backups and volumes; the next installation by this name takes them up.
Help:      {{.Values.repository}}/blob/main/docs/operations.md#with-the-chart
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
  const label = (path: string, fallback: string) => values.text(path, fallback, 'label')
  const host = values.text('host', environment.host, 'host')
  const repository = values.text('repository', operations.repository, 'https')
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
      namespace: label('gateway.namespace', edge.namespace),
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
      operatorNamespace: label('postgres.operatorNamespace', postgres.operatorNamespace),
      host: label('postgres.host', 'postgres-rw'),
      apiServer,
    },
    files: { kind: 'bucket', bucket: bucket('files', files.bucket) },
    mail: { from: values.text('mail.from', mail.from, 'sender') },
    monitoringNamespace: label('monitoring.namespace', environment.monitoringNamespace),
    operations: {
      ...operations,
      repository,
      certificates: values.text(
        'monitoring.certificates',
        operations.certificates,
        'optionalLabel',
      ),
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
