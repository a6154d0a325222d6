import { type Manifest, readManifests } from '../manifests.ts'
import { container, custom, deployment, type Fixture, inProduction } from './fixture.ts'
import { fixtures } from './fixtures.ts'
import { worldOf } from './rule.ts'
import { check, describeViolation, exceptionsOf, rules } from './rules.ts'
import { score } from './score.ts'

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

/** What the API server would refuse, by kind of mistake and by where the model comes from. */
const refused: readonly (readonly [RegExp, Fixture])[] = [
  [/property selector/, deployment((spec) => Reflect.deleteProperty(spec, 'selector'))],
  [/property name/, container((one) => Reflect.deleteProperty(one, 'name'))],
  [
    /type must be equal to one of/,
    deployment((spec) => Object.assign(spec, { strategy: { type: 'Recreated' } })),
  ],
  [
    /memory must match format "quantity"/,
    container((one) => Object.assign(one.resources?.limits ?? {}, { memory: '1Gb' })),
  ],
  [/property issuerRef/, inProduction(custom('Certificate', (spec) => delete spec.issuerRef))],
  [/property project/, inProduction(custom('Application', (spec) => delete spec.project))],
]

test.each(refused)('what the API server refuses is named: %s', (message, { mutate }) => {
  const manifests = copyOf('production')
  mutate(manifests)
  const found = check(manifests, 'production').filter(({ rule }) => rule === 'schema-values')
  expect(found).toMatchObject([{ message: expect.stringMatching(message) }])
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
  const shippers = manifests.filter(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'victoria-logs',
  )
  for (const { metadata } of shippers)
    metadata.annotations = { 'taskmate/allow': 'no-token\nreplicas' }
  expect(
    check(manifests, 'production')
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(['no-token', 'replicas'])
})

test('the score complains of each finding, and of an exception too many', () => {
  expect(score('production', copyOf('production')).complaints).toEqual([])
  const manifests = copyOf('production')
  fixtures.exception?.mutate(manifests)
  expect(score('production', manifests).complaints).toEqual([
    expect.stringContaining('nothing needs replicas'),
    'production: 6 exceptions, at most 5 are agreed',
  ])
})

test('production is excused from five rules, each with its reason', () => {
  const exceptions = (clean.production ?? []).flatMap(exceptionsOf)
  expect(exceptions).toHaveLength(5)
  for (const { reason } of exceptions) expect(reason.length).toBeGreaterThan(10)
})
