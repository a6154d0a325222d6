import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { attempted, withHelm } from './testing/helm.ts'
import { defaults, folder } from './testing/render.ts'

const schema = JSON.parse(readFileSync(`${folder}/values.schema.json`, 'utf8'))

const service = (minReplicas: number, maxReplicas: number) => ({ minReplicas, maxReplicas })
const withService = (name: string, replicas: object) => ({
  services: { ...defaults.services, [name]: replicas },
})

/** What is wrong, the value, and where Helm says that it is. */
const refused: [string, object, string][] = [
  ['a value that nobody knows', { hots: 'a.example.com' }, ''],
  ['no host', { host: '' }, '/host'],
  ['a host with a blank', { host: 'a example.com' }, '/host'],
  ['a host with its scheme', { host: 'https://a.example.com' }, '/host'],
  ['a host without a name between its dots', { host: 'a..example.com' }, '/host'],
  [
    'a recovery that would archive into what it comes from',
    {
      postgres: {
        ...defaults.postgres,
        recovery: { from: 'postgres', archive: '', until: '' },
      },
    },
    '/postgres/recovery/archive',
  ],
  [
    'a moment as PostgreSQL does not take it',
    {
      postgres: {
        ...defaults.postgres,
        recovery: { from: 'postgres', archive: 'postgres-2', until: '2026-11-25T08:00:00Z' },
      },
    },
    '/postgres/recovery/until',
  ],
  [
    'a bucket without its server',
    { files: { ...defaults.files, endpoint: '' } },
    '/files/endpoint',
  ],
  [
    'a size in words',
    { postgres: { ...defaults.postgres, gibibytes: '100' } },
    '/postgres/gibibytes',
  ],
  [
    'a size in another unit',
    { postgres: { ...defaults.postgres, gibibytes: '100Mi' } },
    '/postgres/gibibytes',
  ],
  ['no room at all', { postgres: { ...defaults.postgres, gibibytes: 0 } }, '/postgres/gibibytes'],
  [
    'a network without its size',
    { apiServer: { ...defaults.apiServer, cidr: '10.0.0.1' } },
    '/apiServer/cidr',
  ],
  [
    'no pod of a service',
    withService('userService', service(0, 6)),
    '/services/userService/minReplicas',
  ],
  [
    'no pod at most',
    withService('userService', service(1, 0)),
    '/services/userService/maxReplicas',
  ],
  [
    'more pods at least than at most',
    withService('userService', service(3, 2)),
    '/services/userService/minReplicas',
  ],
  [
    'more pods than the quota has room for',
    withService('taskService', service(3, 11)),
    '/services/taskService/maxReplicas',
  ],
  [
    'an address that would end its line',
    { mail: { from: 'TaskMate"\n<a@b.example>' } },
    '/mail/from',
  ],
  ['a sender without an address', { mail: { from: 'TaskMate' } }, '/mail/from'],
  ['runbooks by plain http', { repository: 'http://git.example.com/tm' }, '/repository'],
  ['runbooks by ssh', { repository: 'git@git.example.com:it/tm.git' }, '/repository'],
  ['no runbooks', { repository: '' }, '/repository'],
  ['a Secret by its bare name', { imagePullSecrets: ['registry'] }, '/imagePullSecrets/0'],
  ['one Secret instead of a list', { imagePullSecrets: 'registry' }, '/imagePullSecrets'],
  ['a class that no cluster has', { storageClass: 'Fast SSD' }, '/storageClass'],
  [
    'a namespace that cannot be',
    { gateway: { ...defaults.gateway, namespace: 'Envoy_Gateway' } },
    '/gateway/namespace',
  ],
]

test.each(refused)('%s is refused, by the name of the value', (_, changed, where) => {
  const check = new Ajv().compile(schema)
  expect(check(defaults)).toBe(true)
  expect(check({ ...defaults, ...changed })).toBe(false)
  expect(check.errors?.map(({ instancePath }) => instancePath)).toContain(where)
})

withHelm('Helm refuses the same before it makes anything, and says which value it is', () => {
  for (const [what, changed, where] of refused) {
    const { status, stderr } = attempted(changed)
    expect([what, status]).toEqual([what, 1])
    // Of versions before 3.18 it is services.userService, later /services/userService.
    expect(stderr.replaceAll('.', '/')).toContain(where)
  }
})
