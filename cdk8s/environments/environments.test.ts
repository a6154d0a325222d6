import type { z } from 'zod'
import { analyticsEnv } from '../../services/analytics-service/env.ts'
import { type ServiceName, services } from '../../services/catalog.ts'
import { fileEnv } from '../../services/file-service/env.ts'
import { frontendEnv } from '../../services/frontend-service/env.ts'
import { backupEnv, drillEnv } from '../../services/operations/env.ts'
import { taskEnv } from '../../services/task-service/env.ts'
import { userEnv } from '../../services/user-service/env.ts'
import { find, type Manifest, ofKind, readManifests, workloadsOf } from '../manifests.ts'

const schemas: Record<ServiceName, z.ZodType & { shape: object }> = {
  'user-service': userEnv,
  'task-service': taskEnv,
  'analytics-service': analyticsEnv,
  'file-service': fileEnv,
  'frontend-service': frontendEnv,
}

const dist = Object.fromEntries(
  ['development', 'staging', 'production'].map((name) => [name, readManifests(`dist/${name}`)]),
)
const manifestsOf = (environment: string) => dist[environment] ?? []
const cases = Object.keys(dist).flatMap((environment) =>
  services.map(({ name }) => ({ environment, name })),
)

/** Keys of a Secret, or of what an ExternalSecret will make. */
function secretKeys(manifests: readonly Manifest[], name: string): string[] {
  const plain = ofKind(manifests, 'Secret').find(({ metadata }) => metadata.name === name)
  if (plain) return Object.keys(plain.stringData ?? {})
  const external = manifests.find(
    ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === name,
  )
  return Object(external?.spec).data.map(({ secretKey }: { secretKey: string }) => secretKey)
}

/** What is no text like any other. */
const values: Record<string, string> = {
  SMTP_URL: 'smtps://smtp.example.com',
  FACTOR_KEYS: `first:${Buffer.alloc(32).toString('base64')}`,
  OIDC_PROVIDERS: JSON.stringify([
    {
      ...{ id: 'company', name: 'Company', issuer: 'https://id.example.com' },
      ...{ clientId: 'taskmate', clientSecret: 'a secret' },
    },
  ]),
  WEBHOOK_KEYS: `first:${Buffer.alloc(32).toString('base64')}`,
}

function provided(environment: string, name: string) {
  const manifests = manifestsOf(environment)
  const one = workloadsOf(manifests).find(
    ({ manifest: { metadata, kind } }) => metadata.name === name && kind !== 'Job',
  )?.pod.containers[0]
  const secret = 'a-secret-of-at-least-thirty-two-characters'
  const own = (one?.env ?? []).map(({ name: key, value }): [string, string] => [
    key,
    value ?? secret,
  ])
  const secrets = (one?.envFrom ?? []).flatMap(({ secretRef }) =>
    secretRef?.name ? secretKeys(manifests, secretRef.name) : [],
  )
  const config = Object.entries(find(manifests, 'ConfigMap', 'taskmate-config').data ?? {})
  const filled = (key: string) => values[key] ?? secret
  return { own, secrets: secrets.map((key): [string, string] => [key, filled(key)]), config }
}

test.each(cases)(
  '$name finds all that it needs in $environment, each from one place',
  ({ environment, name }) => {
    const { own, secrets, config } = provided(environment, name)
    const all = [...own, ...secrets, ...config].map(([key]) => key)
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
    const result = schemas[name].safeParse(Object.fromEntries([...config, ...secrets, ...own]))
    expect(result.error?.issues ?? []).toEqual([])
  },
)

test.each(cases)(
  '$name gets nothing of its own in $environment that it does not read',
  ({ environment, name }) => {
    const { own } = provided(environment, name)
    // Kubernetes puts `$(NAME)` into the values of others.
    const parts = own.flatMap(([, value]) =>
      [...value.matchAll(/\$\((\w+)\)/g)].map(([, key]) => key),
    )
    const known = [...Object.keys(schemas[name].shape), 'NODE_OPTIONS', ...parts]
    expect(own.map(([key]) => key).filter((key) => !known.includes(key))).toEqual([])
  },
)

test.each(['staging', 'production'])(
  '%s has a key per service and no master key',
  (environment) => {
    for (const { name } of services) {
      const keys = secretKeys(manifestsOf(environment), `${name}-secrets`)
      expect(keys).toEqual(expect.arrayContaining(['IDENTITY_PRIVATE_KEY', 'IDENTITY_PUBLIC_KEYS']))
      expect(keys).not.toContain('RAILS_MASTER_KEY')
    }
    expect(JSON.stringify(manifestsOf(environment))).not.toMatch(/RAILS_MASTER_KEY|dummy/)
  },
)

test.each(['staging', 'production'])(
  '%s: each service signs in to its own database only',
  (environment) => {
    const manifests = manifestsOf(environment)
    const cluster = manifests.find(({ kind }) => kind === 'Cluster')
    const { postgresql, managed } = Object(cluster?.spec)
    for (const { name, database } of services) {
      if (!database) continue
      const role = name.replaceAll('-', '_')
      const { own } = provided(environment, name)
      expect(own).toContainEqual(['POSTGRES_USER', role])
      expect(postgresql.pg_hba).toContain(`host ${database} ${role} all scram-sha-256`)
      expect(managed.roles).toContainEqual(
        expect.objectContaining({
          name: role,
          superuser: false,
          passwordSecret: { name: `${name}-db` },
        }),
      )
      expect(secretKeys(manifests, `${name}-db`)).toEqual(['username', 'password'])
    }
    expect(postgresql.pg_hba.at(-1)).toBe('host all all all reject')
  },
)

test.each(['staging', 'production'])(
  '%s: each service signs in to Redis with its own account and password',
  (environment) => {
    const manifests = manifestsOf(environment)
    expect(find(manifests, 'ConfigMap', 'taskmate-config').data).not.toHaveProperty('REDIS_URL')
    for (const { name, uses } of services) {
      if (!(uses as readonly string[]).includes('redis')) continue
      const { own } = provided(environment, name)
      const url = expect.stringContaining(`redis://${name}:$(REDIS_PASSWORD)@`)
      expect(own).toContainEqual(['REDIS_URL', url])
      const keys = own.map(([key]) => key)
      expect(keys.indexOf('REDIS_PASSWORD')).toBeLessThan(keys.indexOf('REDIS_URL'))
      expect(secretKeys(manifests, `${name}-redis`)).toEqual(['password'])
    }
    const scripts = find(manifests, 'ConfigMap', 'redis-scripts').data ?? {}
    for (const file of ['redis.sh', 'sentinel.sh'])
      expect(scripts[file]).toContain('user default off')
    expect(JSON.stringify(scripts)).not.toMatch(/nopass/)
  },
)

test('production runs at least two of everything that people wait for, development one of each', () => {
  const floors = ofKind(manifestsOf('production'), 'HorizontalPodAutoscaler').map(
    ({ metadata, spec }) => [metadata.name, spec?.minReplicas, spec?.maxReplicas],
  )
  expect(Object.fromEntries(floors.map(([name, ...range]) => [name, range]))).toEqual({
    'user-service': [2, 6],
    'task-service': [3, 10],
    'analytics-service': [2, 6],
    'file-service': [2, 6],
    'frontend-service': [3, 10],
  })
  expect(ofKind(manifestsOf('development'), 'HorizontalPodAutoscaler')).toEqual([])
})

test('staging advises on resources, nobody applies the advice', () => {
  const advice = (environment: string) =>
    manifestsOf(environment).filter(({ kind }) => kind === 'VerticalPodAutoscaler')
  expect(advice('staging')).toHaveLength(services.length)
  for (const { spec } of advice('staging'))
    expect(spec).toMatchObject({ updatePolicy: { updateMode: 'Off' } })
  expect(advice('production')).toEqual([])
})

const programs = ['staging', 'production'].flatMap((environment) => [
  { environment, name: 'postgres-backup', schema: backupEnv },
  { environment, name: 'restore-drill', schema: drillEnv },
])

test.each(programs)(
  '$name finds all that it needs in $environment, each from one place',
  ({ environment, name, schema }) => {
    const { own, secrets, config } = provided(environment, name)
    const all = [...own, ...secrets, ...config].map(([key]) => key)
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
    const known = [...Object.keys(schema.shape), 'TASKMATE_ENV']
    const given = [...own, ...secrets].map(([key]) => key)
    expect(given.filter((key) => !known.includes(key))).toEqual([])
    // PATH is the image's.
    const values = Object.fromEntries([...config, ...secrets, ...own, ['PATH', '/usr/bin']])
    expect(schema.safeParse(values).error?.issues ?? []).toEqual([])
    expect(values).toMatchObject({
      S3_BUCKET: expect.stringMatching(/./),
      S3_SECRET_ACCESS_KEY: expect.stringMatching(/./),
    })
  },
)

test('what lasts as long as its reader reads is not cut off after 30 s', () => {
  const routes = ofKind(manifestsOf('production'), 'HTTPRoute')
  const rules = routes.flatMap(({ spec }) => spec?.rules ?? [])
  for (const path of ['/trpc/gateway/live.events', '/uploads', '/files', '/audit'])
    expect(rules.filter((rule) => JSON.stringify(rule).includes(`"${path}"`))).toMatchObject([
      { timeouts: { request: '0s' } },
    ])
})

test('from outside the gateway is reached by TLS alone, and no probe at all', () => {
  const routes = ofKind(manifestsOf('production'), 'HTTPRoute')
  const rules = routes.flatMap(({ spec }) => spec?.rules ?? [])
  const probes = rules.filter((rule) => JSON.stringify(rule).includes('"/up"'))
  expect(probes).toHaveLength(1)
  expect(probes[0]).not.toHaveProperty('backendRefs')
  const redirect = routes.find(({ metadata }) => metadata.name === 'taskmate-redirect')
  expect(JSON.stringify(redirect?.spec)).toContain('"scheme":"https"')
  expect(JSON.stringify(redirect?.spec)).not.toContain('backendRefs')
})
