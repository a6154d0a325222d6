import type { Manifest } from '../manifests.ts'
import { containers } from './containers.ts'
import { edge } from './edge.ts'
import { images } from './images.ts'
import { network } from './network.ts'
import { objects } from './objects.ts'
import { podSecurity } from './pod-security.ts'
import { probes } from './probes.ts'
import { rbac } from './rbac.ts'
import { type Rule, type Violation, worldOf } from './rule.ts'
import { scaling } from './scaling.ts'
import { schema } from './schema.ts'
import { workloads } from './workloads.ts'

export const rules: readonly Rule[] = [
  ...podSecurity,
  ...containers,
  ...images,
  ...probes,
  ...workloads,
  ...scaling,
  ...network,
  ...edge,
  ...rbac,
  ...objects,
  ...schema,
]

/** What is wrong with an environment's manifests. An exception is an annotation `taskmate/allow` with lines
 *  `<rule>: <reason>`; one that nothing needs is a violation itself. */
export function check(
  manifests: readonly Manifest[],
  environment: string,
  options: { readonly released?: boolean } = {},
): Violation[] {
  const world = worldOf(environment, manifests, options.released)
  const found = rules.flatMap((rule) =>
    rule.check(world).map((finding) => ({ rule: rule.name, ...finding })),
  )
  const excused = (rule: string, object: Manifest) =>
    exceptionsOf(object).some((exception) => exception.rule === rule && exception.reason)
  const useless = manifests.flatMap((object) =>
    exceptionsOf(object)
      .filter(({ rule }) => !found.some((one) => one.rule === rule && one.object === object))
      .map(({ rule }) => ({ rule: 'exception', object, message: `nothing needs ${rule}` })),
  )
  return [...found.filter(({ rule, object }) => !excused(rule, object)), ...useless]
}

export const exceptionsOf = ({ metadata }: Manifest) =>
  (metadata.annotations?.['taskmate/allow'] ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [rule = '', ...reason] = line.split(': ')
      return { rule, reason: reason.join(': ') }
    })

export const describeViolation = ({ rule, object, message }: Violation) =>
  `${object.file}: ${object.kind} ${object.metadata.name}: ${message} [${rule}]`
