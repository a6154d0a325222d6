import { readManifests, workloadsOf } from '../manifests.ts'
import { check, exceptionsOf, rules } from './rules.ts'

/** One row per environment: findings, workloads, exceptions; the row that the specification compares. */
const rows = ['development', 'staging', 'production'].map((environment) => {
  const manifests = readManifests(`dist/${environment}`)
  const workloads = workloadsOf(manifests).length
  const violations = check(manifests, environment).length
  const exceptions = manifests.flatMap(exceptionsOf).length
  const perWorkload = (violations / workloads).toFixed(1)
  return `| ${environment} | ${manifests.length} | ${violations} ÷ ${workloads} | ${perWorkload} | ${exceptions} |`
})
process.stdout.write(
  `${[
    `| ${rules.length} rules | objects | findings ÷ workloads | per workload | declared exceptions |`,
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`,
)
