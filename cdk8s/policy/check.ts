import { readManifests } from '../manifests.ts'
import { check, describeViolation } from './rules.ts'

/** `check.ts [--released] ENVIRONMENT…`: exits 2 with a line per violation. */
const [, , ...words] = process.argv
const released = words.includes('--released')
const violations = words
  .filter((word) => !word.startsWith('--'))
  .flatMap((environment) => check(readManifests(`dist/${environment}`), environment, { released }))
for (const violation of violations) process.stderr.write(`${describeViolation(violation)}\n`)
if (violations.length) process.exit(2)
