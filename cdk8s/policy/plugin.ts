import { basename, dirname } from 'node:path'
import { environments } from '../environments/environments.ts'
import { readManifests } from '../manifests.ts'
import { check, rules } from './rules.ts'

interface Report {
  addViolation(violation: {
    ruleName: string
    recommendation: string
    fix: string
    violatingResources: { resourceName: string; manifestPath: string; locations: string[] }[]
  }): void
  submit(status: 'success' | 'failure', metadata: Record<string, string>): void
}

/** The policy as a validation of `cdk8s synth`: exit code 2 and a report when a rule is broken. */
export class TaskMatePolicy {
  async validate({ manifests, report }: { manifests: string[]; report: Report }) {
    // The kustomization lies in the folder of each environment and is no object of the API.
    const folders = manifests
      .filter((path) => basename(path) === 'kustomization.yaml')
      .map((path) => dirname(path))
      .filter((folder) => environments.some(({ name }) => name === basename(folder)))
    const violations = folders.flatMap((folder) =>
      check(readManifests(folder), basename(folder)).map((violation) => ({ folder, ...violation })),
    )
    for (const { folder, rule, object, message } of violations)
      report.addViolation({
        ruleName: rule,
        recommendation: message,
        fix: 'Change the construct, or say on the object why the rule does not hold for it',
        violatingResources: [
          {
            resourceName: object.metadata.name,
            manifestPath: `${folder}/${object.file}`,
            locations: [`${object.kind} ${object.metadata.name}`],
          },
        ],
      })
    report.submit(violations.length ? 'failure' : 'success', { rules: String(rules.length) })
  }
}
