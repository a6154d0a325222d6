import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Kubernetes' own schemas of each version, unknown fields refused, where `kubernetes-validate` (PyPI) is on the PATH.
 *  Kinds of operators are not among them: `schema.ts` checks these by their published models. */
const hasSchemas = spawnSync('kubernetes-validate', ['--version']).status === 0
const withSchemas = hasSchemas ? test : test.skip

/** From the oldest that the chart takes to the newest there is. */
const versions = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']

const files = ['development', 'staging', 'production'].flatMap((environment) =>
  readdirSync(`dist/${environment}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .map((file) => join('dist', environment, file)),
)

const validate = (version: string, names: readonly string[], input?: string) => {
  const args = ['--strict', '-k', version, ...names]
  const { status, stdout } = spawnSync('kubernetes-validate', args, { encoding: 'utf8', input })
  const lines = stdout.split('\n')
  return {
    status,
    passed: lines.filter((line) => line.startsWith('INFO')).length,
    refused: lines.filter((line) => /^(ERROR|FATAL)/.test(line)),
  }
}

withSchemas.each(versions)('Kubernetes %s knows every field of every object', (version) => {
  const { status, passed, refused } = validate(version, files)
  expect(refused).toEqual([])
  expect(status).toBe(0)
  expect(passed).toBeGreaterThan(200)
})

withSchemas('a field that no version knows is refused', () => {
  const file = readFileSync('dist/development/services/user-service.yaml', 'utf8')
  const wrong = file.replaceAll('minReadySeconds:', 'minReadySecond:')
  expect(validate('1.37', ['-'], wrong).refused).toEqual([
    expect.stringContaining('minReadySecond'),
  ])
})

test('the chart asks for the oldest of these versions', () => {
  const chart = readFileSync('dist/helm/taskmate/Chart.yaml', 'utf8')
  expect(chart).toContain(`kubeVersion: ">=${versions[0]}.0-0"`)
})
