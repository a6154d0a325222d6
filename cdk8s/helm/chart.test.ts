import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse as parseYaml } from 'yaml'
import { services } from '../../services/catalog.ts'
import { type Manifest, parse, readManifests } from '../manifests.ts'

/** Helm itself renders where it is on the PATH. */
const hasHelm = spawnSync('helm', ['version']).status === 0
const withHelm = hasHelm ? test : test.skip
function templated(...more: string[]) {
  const where = ['--namespace', release.Namespace, '--kube-version', '1.34']
  const args = ['template', 'taskmate', folder, ...where, ...more]
  return execFileSync('helm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
}

const folder = 'dist/helm/taskmate'
const defaults = parseYaml(readFileSync(`${folder}/values.yaml`, 'utf8'))
const schema = JSON.parse(readFileSync(`${folder}/values.schema.json`, 'utf8'))
const release = { Namespace: 'taskmate-production', Revision: 1 }

const valueAt = (root: unknown, path: string) =>
  path.split('.').reduce((value, name) => Object(value)[name], root)

/** What Helm makes of a template that has nothing but conditions, values and two braces in it. */
const render = (template: string, values: object) =>
  template
    .replace(/\{\{if \.Values\.([\w.]+)\}\}\n([\s\S]*?)\{\{end\}\}\n/g, (_, path, body) =>
      valueAt(values, path) ? body : '',
    )
    .replaceAll('{{.Values | toJson | sha256sum}}', 'a checksum')
    .replace(/\{\{(?:int )?\.(Values|Release)\.([\w.]+)\}\}/g, (_, root, path) =>
      String(valueAt(root === 'Values' ? values : release, path)),
    )
    .replaceAll('{{`{{`}}', '{{')

const templates = readdirSync(`${folder}/templates`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(folder, 'templates', file), 'utf8'))

const rendered = (values: object) =>
  templates.flatMap((template) => objectsOf(render(template, values)))

const objectsOf = (text: string) => parse(text, 'chart').filter(({ kind }) => kind)

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

test.each([
  ['a value that nobody knows', { hots: 'a.example.com' }],
  ['a host with a blank', { host: 'a example.com' }],
  ['a number in words', { postgres: { ...defaults.postgres, gibibytes: '100' } }],
  ['a host with its scheme', { host: 'https://a.example.com' }],
  ['a network without its size', { apiServer: { ...defaults.apiServer, cidr: '10.0.0.1' } }],
  [
    'more pods at least than at most',
    { services: { ...defaults.services, userService: { minReplicas: 3, maxReplicas: 2 } } },
  ],
  [
    'more pods than the quota has room for',
    { services: { ...defaults.services, taskService: { minReplicas: 3, maxReplicas: 11 } } },
  ],
  ['an address that would end its line', { mail: { from: 'TaskMate"\n' } }],
])('%s is refused', (_, changed) => {
  const check = new Ajv().compile(schema)
  expect(check(defaults)).toBe(true)
  expect(check({ ...defaults, ...changed })).toBe(false)
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
