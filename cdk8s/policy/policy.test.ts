import { type Manifest, readManifests } from '../manifests.ts'
import { fixtures } from './fixtures.ts'
import { worldOf } from './rule.ts'
import { check, describeViolation, exceptionsOf, rules } from './rules.ts'

const environments = ['development', 'staging', 'production'] as const
const clean = Object.fromEntries(environments.map((name) => [name, readManifests(`dist/${name}`)]))
const copyOf = (environment: string): Manifest[] => structuredClone(clean[environment] ?? [])

test.each(environments)('%s breaks no rule', (environment) => {
  expect(check(copyOf(environment), environment).map(describeViolation)).toEqual([])
})

test.each(rules)('$name notices', ({ name, check: look }) => {
  const fixture = fixtures[name]
  if (!fixture) throw new Error(`There is no fixture that breaks ${name}`)
  const manifests = copyOf(fixture.environment)
  fixture.mutate(manifests)
  const { environment, released } = fixture
  expect(look(worldOf(environment, manifests, released))).not.toEqual([])
})

test('every fixture breaks a rule that exists', () => {
  const known = [...rules.map(({ name }) => name), 'exception']
  expect(Object.keys(fixtures).filter((name) => !known.includes(name))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})

test('an exception that nothing needs is a violation', () => {
  const manifests = copyOf('production')
  fixtures.exception?.mutate(manifests)
  expect(check(manifests, 'production')).toMatchObject([
    { rule: 'exception', message: 'nothing needs replicas' },
  ])
})

test('an exception needs a reason', () => {
  const manifests = copyOf('production')
  const alloys = manifests.filter(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'alloy',
  )
  for (const { metadata } of alloys)
    metadata.annotations = { 'taskmate/allow': 'no-token\nreplicas' }
  expect(
    check(manifests, 'production')
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(['no-token', 'replicas'])
})

test('production is excused from five rules, each with its reason', () => {
  const exceptions = (clean.production ?? []).flatMap(exceptionsOf)
  expect(exceptions).toHaveLength(5)
  for (const { reason } of exceptions) expect(reason.length).toBeGreaterThan(10)
})
