import { type Manifest, readManifests, workloadsOf } from '../manifests.ts'
import { check, describeViolation, exceptionsOf, rules } from './rules.ts'

/** How many declared exceptions an environment may have: whoever needs one more takes another away. */
const EXCEPTIONS = 5

/** An environment's row of the table, and a line for each finding and for exceptions over the limit. */
export function score(environment: string, manifests: readonly Manifest[]) {
  const violations = check(manifests, environment)
  const workloads = workloadsOf(manifests).length
  const exceptions = manifests.flatMap(exceptionsOf).length
  const perWorkload = (violations.length / workloads).toFixed(1)
  const complaints = violations.map(describeViolation)
  if (exceptions > EXCEPTIONS)
    complaints.push(`${environment}: ${exceptions} exceptions, at most ${EXCEPTIONS} are agreed`)
  return {
    row: `| ${environment} | ${manifests.length} | ${violations.length} ÷ ${workloads} | ${perWorkload} | ${exceptions} |`,
    complaints,
  }
}

/** Prints the table, and exits 2 when there is something to complain of. */
function main() {
  const scores = ['development', 'staging', 'production'].map((environment) =>
    score(environment, readManifests(`dist/${environment}`)),
  )
  process.stdout.write(
    `${[
      `| ${rules.length} rules | objects | findings ÷ workloads | per workload | declared exceptions |`,
      '|---|---|---|---|---|',
      ...scores.map(({ row }) => row),
    ].join('\n')}\n`,
  )
  const complaints = scores.flatMap((one) => one.complaints)
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  if (complaints.length) process.exitCode = 2
}

if (import.meta.url === `file://${process.argv[1]}`) main()
