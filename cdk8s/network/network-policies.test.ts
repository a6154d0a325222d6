import { callersOf, services } from '../../services/catalog.ts'
import { readManifests } from '../manifests.ts'
import { mayReach, type Pod, podsOf } from '../policy/reach.ts'
import { worldOf } from '../policy/rule.ts'

const outside = (name: string, namespace: string): Pod => ({
  name,
  namespace,
  labels: {},
  ports: {},
})

/** Every connection that is meant to be, `from → to:port`, in production. */
const documented = new Set([
  ...services.flatMap(({ name, port }) => [
    ...callersOf(name).map((caller) => `${caller} → ${name}:${port}`),
    `prometheus → ${name}:9464`,
    `${name} → jaeger:4318`,
  ]),
  'edge → frontend-service:3100',
  ...services.flatMap(({ name, uses }) => [
    ...uses
      .filter((store) => store === 'postgres')
      .flatMap(() => [`${name} → postgres:5432`, `${name}-migrate → postgres:5432`]),
    ...uses
      .filter((store) => store === 'redis')
      .flatMap(() => [`${name} → redis:6379`, `${name} → redis:26379`]),
    ...uses.filter((use) => use === 'prometheus').map(() => `${name} → prometheus:9090`),
  ]),
  'redis → redis:6379',
  'redis → redis:26379',
  'postgres → postgres:5432',
  'postgres → postgres:8000',
  'operator → postgres:5432',
  'operator → postgres:8000',
  'postgres-backup → postgres:5432',
  'postgres-backup → prometheus:9090',
  'restore-drill → prometheus:9090',
  'prometheus → postgres:9187',
  'prometheus → redis:9121',
  'prometheus → victoria-logs:9428',
  'prometheus → victoria-logs:9464',
  'prometheus → jaeger:8888',
  'monitoring → prometheus:9090',
  'monitoring → prometheus:9093',
  'monitoring → victoria-logs:9428',
  'monitoring → jaeger:16686',
])

const world = worldOf('production', readManifests('dist/production'))
const pods = podsOf(world)
const others = [
  outside('edge', 'envoy-gateway-system'),
  outside('monitoring', 'monitoring'),
  outside('operator', 'cnpg-system'),
  outside('stranger', 'default'),
]

function possible() {
  const found = new Set<string>()
  for (const from of [...pods, ...others])
    for (const to of pods)
      for (const port of Object.values(to.ports))
        if (mayReach(world, from, to, port)) found.add(`${from.name} → ${to.name}:${port}`)
  return found
}

test('over all pairs of pods exactly the documented connections are possible', () => {
  expect([...possible()].sort()).toEqual([...documented].sort())
})

test('metrics are read by Prometheus alone', () => {
  const metrics = [...possible()].filter((edge) => edge.endsWith(':9464'))
  expect(metrics.every((edge) => edge.startsWith('prometheus →'))).toBe(true)
})

test('in development the policies of the services are the same, and one more opens the namespace', () => {
  const manifests = readManifests('dist/development')
  const development = worldOf('development', manifests)
  const ours = podsOf(development)
  const edges = services.flatMap(({ name, port }) => {
    const to = ours.find((pod) => pod.name === name)
    return to
      ? ours
          .filter((from) => mayReach(development, from, to, port))
          .map((from) => `${from.name} → ${name}`)
      : []
  })
  const expected = services.flatMap(({ name }) =>
    callersOf(name).map((caller) => `${caller} → ${name}`),
  )
  expect(edges.sort()).toEqual(expected.sort())
  expect(manifests.filter(({ metadata }) => metadata.name === 'development-open')).toHaveLength(1)
})
