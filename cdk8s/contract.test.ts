import { readFileSync } from 'node:fs'
import { services } from '../services/catalog.ts'
import { find, ofKind, readManifests } from './manifests.ts'

const dist = 'dist/development'
const manifests = readManifests(dist)
const backends = services.filter(({ tier }) => tier === 'backend')

const deployment = (name: string) => find(manifests, 'Deployment', name)
const podOf = (name: string) => deployment(name).spec?.template.spec
const containerOf = (name: string) => podOf(name)?.containers[0]

test('objects lie in the files that people apply one after the other', () => {
  expect(new Set(manifests.map(({ file }) => file))).toEqual(
    new Set([
      'namespace.yaml',
      'infrastructure/postgres.yaml',
      'infrastructure/redis.yaml',
      'infrastructure/files.yaml',
      ...services.map(({ name }) => `services/${name}.yaml`),
      'networking/ingress.yaml',
    ]),
  )
})

test('kustomization lists every file, the namespace first, so that one command works', () => {
  const text = readFileSync(`${dist}/kustomization.yaml`, 'utf8')
  const listed = [...text.matchAll(/- (.*)/g)].map(([, file]) => file)
  expect(listed[0]).toBe('namespace.yaml')
  expect(new Set(listed)).toEqual(new Set(manifests.map(({ file }) => file)))
})

test('everything is in the namespace taskmate', () => {
  find(manifests, 'Namespace', 'taskmate')
  const elsewhere = manifests.filter(({ metadata }) => metadata.namespace !== 'taskmate')
  expect(new Set(elsewhere.map(({ kind }) => kind))).toEqual(
    new Set(['Namespace', 'PriorityClass']),
  )
})

test('the ConfigMap and the Secret hold the keys and values that people know', () => {
  expect(find(manifests, 'ConfigMap', 'taskmate-config').data).toEqual({
    POSTGRES_HOST: 'postgres',
    POSTGRES_PORT: '5432',
    POSTGRES_USER: 'taskmate',
    REDIS_URL: 'redis://redis:6379',
    USER_SERVICE_URL: 'http://user-service:3000',
    TASK_SERVICE_URL: 'http://task-service:3001',
    ANALYTICS_SERVICE_URL: 'http://analytics-service:3002',
    FILE_SERVICE_URL: 'http://file-service:3003',
  })
  expect(find(manifests, 'Secret', 'taskmate-secrets').stringData).toEqual({
    DATABASE_PASSWORD: 'password',
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
  })
})

test('there are seven pods', () => {
  const deployments = ofKind(manifests, 'Deployment')
  expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(
    ['postgres', 'redis', ...services.map(({ name }) => name)].sort(),
  )
  expect(deployments.map(({ spec }) => spec?.replicas)).toEqual(Array(7).fill(1))
  expect(ofKind(manifests, 'StatefulSet')).toEqual([])
})

test.each(services)('$name: one name for Deployment, container, label and Service', (service) => {
  const { name, port } = service
  expect(deployment(name).spec?.selector.matchLabels).toEqual({ app: name })
  expect(deployment(name).spec?.template.metadata?.labels).toMatchObject({ app: name })
  expect(podOf(name)?.containers.map((container) => container.name)).toEqual([name])
  expect(containerOf(name)?.ports).toContainEqual({ name: 'http', containerPort: port })
  const { spec } = find(manifests, 'Service', name)
  expect(spec).toMatchObject({ selector: { app: name } })
  expect(spec?.ports).toContainEqual({ name: 'http', port, targetPort: 'http' })
})

test.each(services)('$name runs the image that was built here', ({ name }) => {
  const containers = [...(podOf(name)?.initContainers ?? []), ...(podOf(name)?.containers ?? [])]
  for (const container of containers)
    expect(container).toMatchObject({
      image: `taskmate/${name}:latest`,
      imagePullPolicy: 'Never',
      envFrom: [
        { configMapRef: { name: 'taskmate-config' } },
        { secretRef: { name: 'taskmate-secrets' } },
      ],
    })
})

test.each(services)('$name is probed and limited as before', ({ name }) => {
  expect(containerOf(name)).toMatchObject({
    livenessProbe: {
      httpGet: { path: '/up', port: 'http' },
      initialDelaySeconds: 30,
      periodSeconds: 10,
    },
    readinessProbe: {
      httpGet: { path: '/up/ready', port: 'http' },
      initialDelaySeconds: 5,
      periodSeconds: 5,
    },
    resources: {
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    },
  })
})

test.each(backends)('$name migrates its database before it serves', ({ name }) => {
  expect(podOf(name)?.initContainers).toMatchObject([
    { name: 'db-migrate', command: ['node', 'migrate.js', 'deploy'] },
  ])
})

test('logs of all backends can be followed by one label', () => {
  const tier = (name: string) => deployment(name).spec?.template.metadata?.labels?.tier
  expect(backends.map(({ name }) => tier(name))).toEqual(Array(4).fill('backend'))
  expect(tier('frontend-service')).toBe('frontend')
  expect([tier('postgres'), tier('redis')]).toEqual(['infrastructure', 'infrastructure'])
})

test('the gateway has no database, hence nothing to migrate', () => {
  expect(podOf('frontend-service')?.initContainers).toBeUndefined()
})

test('PostgreSQL creates the four databases and answers psql and pg_isready without a user', () => {
  const init = find(manifests, 'ConfigMap', 'postgres-init').data?.['databases.sql']
  for (const { database } of backends) expect(init).toContain(`CREATE DATABASE ${database};`)
  const names = containerOf('postgres')?.env?.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['PGUSER', 'PGDATABASE']))
})

test('browsers reach the gateway at taskmate.local', () => {
  const [ingress] = ofKind(manifests, 'Ingress')
  expect(ingress?.spec?.ingressClassName).toBe('nginx')
  expect(ingress?.spec?.rules).toMatchObject([
    {
      host: 'taskmate.local',
      http: {
        paths: [{ backend: { service: { name: 'frontend-service', port: { name: 'http' } } } }],
      },
    },
  ])
})
