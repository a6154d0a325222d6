import type { V1Container } from '@kubernetes/client-node'
import { type Manifest, ofKind, type Workload, workloadsOf } from '../manifests.ts'

/** Everything a rule may look at. */
export interface World {
  readonly environment: string
  readonly manifests: readonly Manifest[]
  readonly workloads: readonly Workload[]
  /** True in a release: digests have to be real ones. */
  readonly released: boolean
}

export interface Violation {
  readonly rule: string
  readonly object: Manifest
  readonly message: string
}

export interface Rule {
  readonly name: string
  check(world: World): { readonly object: Manifest; readonly message: string }[]
}

export const worldOf = (
  environment: string,
  manifests: readonly Manifest[],
  released = false,
): World => ({ environment, manifests, workloads: workloadsOf(manifests), released })

/** Answers what is wrong, or nothing. */
type Problem = string | false | undefined | null | ''

export const objectRule = (
  name: string,
  problem: (object: Manifest, world: World) => Problem | readonly Problem[],
): Rule => ({
  name,
  check: (world) => world.manifests.flatMap((object) => findings(object, problem(object, world))),
})

export const workloadRule = (
  name: string,
  problem: (workload: Workload, world: World) => Problem | readonly Problem[],
): Rule => ({
  name,
  check: (world) =>
    world.workloads.flatMap((workload) => findings(workload.manifest, problem(workload, world))),
})

export const containerRule = (
  name: string,
  problem: (container: V1Container, workload: Workload, world: World) => Problem,
): Rule =>
  workloadRule(name, (workload, world) =>
    workload.containers.map((container) => {
      const found = problem(container, workload, world)
      return found && `${container.name}: ${found}`
    }),
  )

export const isInit = ({ pod }: Workload, container: V1Container) =>
  pod.initContainers?.includes(container) === true

/** A service of ours, not a store or something that watches. */
export const isService = ({ manifest, template }: Workload) =>
  manifest.kind === 'Deployment' &&
  ['frontend', 'backend'].includes(template.metadata?.labels?.tier ?? '')

export const runsForever = ({ manifest }: Workload) =>
  manifest.kind === 'Deployment' || manifest.kind === 'StatefulSet'

export const outsideDevelopment = ({ environment }: World) => environment !== 'development'

/** The label that selects a workload's pods. */
export const appOf = ({ template }: Workload) => template.metadata?.labels?.app ?? ''

export const exists = (world: World, kind: Parameters<typeof ofKind>[1], name: string) =>
  ofKind(world.manifests, kind).some(({ metadata }) => metadata.name === name)

function findings(object: Manifest, problems: Problem | readonly Problem[]) {
  const all: readonly Problem[] = isList(problems) ? problems : [problems]
  return all.flatMap((message) => (message ? [{ object, message }] : []))
}

const isList = (value: Problem | readonly Problem[]): value is readonly Problem[] =>
  Array.isArray(value)
