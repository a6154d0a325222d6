import { migrate, rollOut, undo, verify } from '../cdk8s/release/deploy.ts'
import { kubectl } from '../cdk8s/release/kubectl.ts'

/** The steps of a release, for the workflow and for hands: `bin/deploy migrate|roll-out|verify|undo ENVIRONMENT`.
 *  DIST names another folder of manifests than dist/. */
const steps = { migrate, 'roll-out': rollOut, verify, undo }
const [, , name = '', environment = ''] = process.argv
const step = Object.entries(steps).find(([known]) => known === name)?.[1]
if (!step || !environment)
  throw new Error(`Usage: bin/deploy ${Object.keys(steps).join('|')} ENVIRONMENT`)

try {
  await step({
    folder: `${process.env.DIST ?? 'dist'}/${environment}`,
    kubectl,
    say: (line) => process.stdout.write(`${line.trimEnd()}\n`),
  })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
