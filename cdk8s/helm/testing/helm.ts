import { execFileSync, spawnSync } from 'node:child_process'
import { folder, release } from './render.ts'

/** Helm itself renders where it is on the PATH. */
export const withHelm = spawnSync('helm', ['version']).status === 0 ? test : test.skip

const template = (more: readonly string[]) => {
  const where = ['--namespace', release.Namespace, '--kube-version', '1.34']
  return ['template', 'taskmate', folder, ...where, ...more]
}

/** What Helm makes of the chart with `more` arguments. */
export const templated = (...more: string[]) =>
  execFileSync('helm', template(more), { encoding: 'utf8', maxBuffer: 2 ** 26 })

/** How Helm ends with these values, and what it says of them. */
export function attempted(values: object) {
  const input = JSON.stringify(values)
  const options = { encoding: 'utf8', input, maxBuffer: 2 ** 26 } as const
  const { status, stderr } = spawnSync('helm', template(['--values', '-']), options)
  return { status, stderr }
}
