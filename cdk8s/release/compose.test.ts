import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { services } from '../../services/catalog.ts'
import { find, readManifests } from '../manifests.ts'
import { thirdParty } from './images.ts'

interface Compose {
  services: Record<
    string,
    {
      image: string
      build?: { args: Record<string, string> }
      command?: string[]
      environment: Record<string, string>
      depends_on: Record<string, unknown>
    }
  >
  configs: { databases: { content: string } }
}

const compose: Compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
const manifests = readManifests('dist/development')
const migrated = services.filter(({ database }) => database)

test('compose runs the services of the catalogue, their migrations and the two stores', () => {
  expect(Object.keys(compose.services).sort()).toEqual(
    [
      'postgres',
      'redis',
      ...services.map(({ name }) => name),
      ...migrated.map(({ name }) => `${name}-migrate`),
    ].sort(),
  )
  expect(compose.services.postgres?.image).toBe(thirdParty.postgres)
  expect(compose.services.redis?.image).toBe(thirdParty.redis)
})

test.each(services)(
  '$name is built and configured as in the cluster',
  ({ name, port, calls, uses }) => {
    const service = compose.services[name]
    expect(service).toMatchObject({
      image: `taskmate/${name}:latest`,
      build: { args: { SERVICE: name } },
    })
    expect(service?.environment).toEqual({
      ...find(manifests, 'ConfigMap', 'taskmate-config').data,
      ...find(manifests, 'Secret', 'taskmate-secrets').stringData,
      TASKMATE_ENV: 'development',
      PORT: String(port),
      // What browsers call a machine of one's own; a cluster has a host.
      ...(name === 'user-service' && { PUBLIC_ORIGIN: 'http://localhost:3100' }),
    })
    const stores = uses.flatMap((store) =>
      store === 'redis' ? ['redis'] : store === 'postgres' ? [`${name}-migrate`] : [],
    )
    expect(Object.keys(service?.depends_on ?? {}).sort()).toEqual([...calls, ...stores].sort())
  },
)

test.each(migrated)('$name is migrated by its own image', ({ name, database }) => {
  expect(compose.services[`${name}-migrate`]).toMatchObject({
    image: `taskmate/${name}:latest`,
    command: ['migrate.js', 'deploy'],
  })
  expect(compose.configs.databases.content).toContain(`CREATE DATABASE ${database};`)
})
