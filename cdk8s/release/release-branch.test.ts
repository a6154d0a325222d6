import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'taskmate-git-'))
const clone = join(scratch, 'clone')
const identity = ['-c', 'user.name=A', '-c', 'user.email=a@taskmate.example']
const git = (...args: string[]) =>
  execFileSync('git', [...identity, ...args], {
    cwd: clone,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim()
const release = (...args: string[]) =>
  execFileSync(resolve('bin/release'), args, { cwd: clone, encoding: 'utf8', stdio: 'pipe' })
const at = (ref: string) => git('ls-remote', 'origin', ref).split('\t')[0]

beforeAll(() => {
  execFileSync('git', ['init', '--quiet', '--bare', join(scratch, 'origin')])
  execFileSync('git', ['clone', '--quiet', join(scratch, 'origin'), clone], { stdio: 'pipe' })
  for (const folder of ['dist', 'cdk8s/release'])
    mkdirSync(join(clone, folder), { recursive: true })
  git('commit', '--allow-empty', '--quiet', '-m', 'main')
})
afterAll(() => rmSync(scratch, { recursive: true }))

function publish(number: number, { verified = false } = {}) {
  for (const folder of ['dist', 'cdk8s/release'])
    writeFileSync(join(clone, folder, 'x'), String(number))
  release('commit', 'staging', `staging-${number}-1`)
  release('publish', 'staging', `staging-${number}-1`)
  if (verified) release('verified', 'staging', `staging-${number}-1`)
  return git('rev-parse', 'HEAD')
}

test('the first release has nothing to return to: its branch stays and undo says so', () => {
  const first = publish(9)
  expect(release('undo', 'staging')).toContain('No release to staging was verified')
  expect(at('refs/heads/release/staging')).toBe(first)
})

test('after two failed releases the branch returns to the one that was verified, however new the tags are', () => {
  const good = publish(10, { verified: true })
  publish(11)
  const failed = publish(12)
  expect(at('refs/heads/release/staging')).toBe(failed)
  release('undo', 'staging')
  expect(at('refs/heads/release/staging')).toBe(good)
  expect(at('refs/heads/verified/staging')).toBe(good)
})
