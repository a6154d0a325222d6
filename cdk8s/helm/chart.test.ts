import { readFileSync } from 'node:fs'
import { App } from 'cdk8s'
import { parse as parseYaml } from 'yaml'
import { services } from '../../services/catalog.ts'
import { production as productionEnvironment } from '../environments/environments.ts'
import { Folder } from '../layout-app.ts'
import { type Manifest, parse, readManifests, workloadsOf } from '../manifests.ts'
import { alertsOf } from '../monitoring/alerts.ts'
import { taskmate } from '../taskmate.ts'
import { templated, withHelm } from './testing/helm.ts'
import { defaults, folder, objectsOf, render, rendered, templates } from './testing/render.ts'

/** By kind and name, without what Helm does otherwise: when Jobs run and how long they try, what stays, and checksums. */
const comparable = (manifests: readonly Manifest[]) =>
  Object.fromEntries(
    manifests.map(({ file: _, ...object }) => {
      const { kind, metadata, data, spec, ...rest } = JSON.parse(
        JSON.stringify(object).replace(/("taskmate\/config-checksum":)"[^"]+"/g, '$1"…"'),
      )
      const isJob = kind === 'Job'
      const name = isJob ? metadata.name.replace(/-[0-9a-f]{8}$/, '') : metadata.name
      const { 'helm.sh/resource-policy': _kept, ...annotations } = metadata.annotations ?? {}
      return [
        `${kind} ${name}`,
        {
          ...{ ...rest, kind, data: data && meaningOf(data) },
          metadata: { ...metadata, name, annotations: isJob ? {} : annotations },
          spec: isJob ? { ...spec, backoffLimit: 0, activeDeadlineSeconds: 0 } : spec,
        },
      ]
    }),
  )

/** Files of a ConfigMap; what is YAML by what it says, for quotes in it are another matter. */
const meaningOf = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      name.endsWith('.yaml') ? parseYaml(text) : text,
    ]),
  )

const production = comparable(
  readManifests('dist/production').filter(
    ({ kind, file }) => kind !== 'Namespace' && !file.startsWith('gitops/'),
  ),
)

test('with its own values the chart is production, object by object', () => {
  expect(Object.keys(production).length).toBeGreaterThan(100)
  expect(comparable(rendered(defaults))).toEqual(production)
})

withHelm('Helm makes the same of it', () => {
  expect(comparable(objectsOf(templated()))).toEqual(production)
})

test('each value reaches an object', () => {
  const paths = (value: unknown, path: string[] = []): string[] =>
    value instanceof Object
      ? Object.entries(value).flatMap(([name, part]) => paths(part, [...path, name]))
      : [path.join('.')]
  const all = templates.join('')
  expect(paths(defaults).length).toBeGreaterThan(40)
  expect(paths(defaults).filter((path) => !all.includes(`.Values.${path}}}`))).toEqual([])
})

test('without a store of secrets and without a gateway their objects are left out, and nothing else', () => {
  const bare = {
    ...defaults,
    secrets: { ...defaults.secrets, store: '' },
    gateway: { ...defaults.gateway, className: '' },
  }
  const made = comparable(rendered(bare))
  const left = Object.keys(production).filter((name) => !(name in made))
  expect(new Set(left.map((name) => name.split(' ')[0]))).toEqual(
    new Set(['ExternalSecret', 'Certificate', 'Gateway', 'HTTPRoute']),
  )
})

test('all pods pull by the Secrets that are named, and all volumes are of the class that is named', () => {
  const imagePullSecrets = [{ name: 'registry' }, { name: 'mirror' }]
  const objects = rendered({ ...defaults, imagePullSecrets, storageClass: 'fast.ssd' })
  const workloads = workloadsOf(objects)
  expect(new Set(workloads.map(({ manifest }) => manifest.kind))).toEqual(
    new Set(['Deployment', 'StatefulSet', 'Job', 'CronJob']),
  )
  for (const { pod } of workloads) expect(pod.imagePullSecrets).toEqual(imagePullSecrets)
  const cluster = objects.find(({ kind }) => kind === 'Cluster')?.spec
  expect(cluster).toMatchObject({ imagePullSecrets, storage: { storageClass: 'fast.ssd' } })
  const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')
  expect(claims.length).toBeGreaterThan(2)
  for (const { spec } of claims) expect(spec).toMatchObject({ storageClassName: 'fast.ssd' })
})

const recovery = { from: 'postgres', archive: 'postgres-2', until: '' }
const withPostgres = (own: object) => ({ ...defaults, postgres: { ...defaults.postgres, ...own } })
const clusterOf = (objects: readonly Manifest[]) =>
  objects.find(({ kind }) => kind === 'Cluster')?.spec

test.each([
  ['everything that was archived', recovery],
  ['a moment', { ...recovery, until: '2026-11-25 08:00:00+00' }],
])('PostgreSQL comes back from the bucket as production does, with %s', (_, { until, ...own }) => {
  const app = new App()
  const postgres = {
    ...productionEnvironment.postgres,
    recovery: { ...own, ...(until && { until }) },
  }
  const synthesized = new Folder(app, 'production', productionEnvironment)
  taskmate(app, { ...productionEnvironment, postgres }, synthesized)
  const wanted = [...synthesized.files()].flatMap(([file, text]) =>
    file.endsWith('infrastructure/postgres.yaml') ? parse(text, file) : [],
  )
  const made = rendered(withPostgres({ recovery: { ...own, until } }))
  expect(clusterOf(made)).toEqual(clusterOf(wanted))
  expect(clusterOf(made)).toMatchObject({ bootstrap: { recovery: { source: 'postgres' } } })
})

test('services come to a PostgreSQL that was restored beside the old one', () => {
  const made = rendered(withPostgres({ host: 'postgres-restored-rw' }))
  const config = made.find(({ metadata }) => metadata.name === 'taskmate-config')
  expect(config).toMatchObject({ data: { POSTGRES_HOST: 'postgres-restored-rw' } })
})

test('alerts and the page of operators link to the runbooks of the repository that is named', () => {
  const text = JSON.stringify(
    rendered({ ...defaults, repository: 'https://git.example.com/it/tm' }),
  )
  expect(text).toContain('https://git.example.com/it/tm/blob/main/docs/runbooks/service-down.md')
  expect(text).toContain('"value":"https://git.example.com/it/tm/blob/main/docs/runbooks"')
  expect(text).not.toContain(defaults.repository)
})

test('the alert of migrations that failed knows the Jobs of the chart', () => {
  const { expr } =
    alertsOf('taskmate', undefined).find(({ name }) => name === 'MigrationFailed') ?? {}
  const [, pattern = ''] = /job_name=~"([^"]+)"/.exec(expr ?? '') ?? []
  const jobs = rendered(defaults).filter(({ kind }) => kind === 'Job')
  expect(jobs.length).toBeGreaterThan(3)
  for (const { metadata } of [...jobs, { metadata: { name: 'user-service-migrate-0a1b2c3d' } }])
    expect(metadata.name).toMatch(new RegExp(`^(?:${pattern})$`))
})

test('after an installation Helm says where it is, how to begin, whether it is well, and what stays', () => {
  const notes = render(readFileSync(`${folder}/templates/NOTES.txt`, 'utf8'), defaults)
  expect(notes.split('\n').length).toBeLessThan(15)
  for (const part of [
    'https://taskmate.example.com/sign-up',
    'kubectl exec -n taskmate-production deployment/user-service -c user-service -- node name-operator.js',
    'kubectl get clusters.postgresql.cnpg.io,jobs,pods -n taskmate-production',
    'helm uninstall',
    `${defaults.repository}/blob/main/docs/operations.md#with-the-chart`,
  ])
    expect(notes).toContain(part)
  expect(notes).not.toContain('{{')
})

test('migrations run before pods roll, and what holds data stays when the release goes', () => {
  const objects = rendered(defaults)
  const annotationOf = (name: string) =>
    objects.flatMap(({ kind, metadata }) =>
      metadata.annotations?.[name] ? [`${kind} ${metadata.annotations[name]}`] : [],
    )
  expect(new Set(annotationOf('helm.sh/hook'))).toEqual(new Set(['Job post-install,pre-upgrade']))
  expect(new Set(annotationOf('helm.sh/resource-policy'))).toEqual(
    new Set(['Cluster keep', 'Database keep', 'ObjectStore keep', 'PersistentVolumeClaim keep']),
  )
})

withHelm('Helm writes what may be left out where it belongs', () => {
  const set = [
    ...['--set', 'imagePullSecrets[0].name=registry', '--set', 'storageClass=fast'],
    ...[
      '--set',
      'postgres.recovery.from=postgres',
      '--set',
      'postgres.recovery.archive=postgres-2',
    ],
  ]
  const values = {
    ...withPostgres({ recovery }),
    ...{ imagePullSecrets: [{ name: 'registry' }], storageClass: 'fast' },
  }
  expect(comparable(objectsOf(templated(...set)))).toEqual(comparable(rendered(values)))
})

withHelm('pods roll when a value changes that they may read at their start', () => {
  const checksums = (...set: string[]) => {
    return [...templated(...set).matchAll(/config-checksum: (.*)/g)].map(([, checksum]) => checksum)
  }
  const before = checksums()
  expect(before.length).toBeGreaterThan(services.length)
  expect(checksums()).toEqual(before)
  const after = checksums('--set', 'host=other.example.com')
  expect(after.filter((checksum) => before.includes(checksum))).toEqual([])
})
