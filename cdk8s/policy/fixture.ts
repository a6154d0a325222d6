import type {
  V1Container,
  V1DeploymentSpec,
  V1PodSpec,
  V1SecurityContext,
} from '@kubernetes/client-node'
import { find, type Manifest, type NetworkPolicy } from '../manifests.ts'

/** Breaks one rule in an environment's manifests, which it may change as it likes. */
export interface Fixture {
  readonly environment: 'development' | 'staging' | 'production'
  readonly released?: boolean
  mutate(manifests: Manifest[]): void
}

export const inProduction = (mutate: Fixture['mutate']): Fixture => ({
  environment: 'production',
  mutate,
})

export const inDevelopment = (mutate: Fixture['mutate']): Fixture => ({
  environment: 'development',
  mutate,
})

type Kind = Parameters<typeof find>[1]

/** Changes one named object. */
export const change =
  <K extends Kind>(kind: K, name: string, edit: (object: ReturnType<typeof find<K>>) => void) =>
  (manifests: Manifest[]) =>
    edit(find(manifests, kind, name))

export const without =
  (kind: string, name: string | RegExp = /./) =>
  (manifests: Manifest[]) => {
    const kept = manifests.filter(
      (object) =>
        object.kind !== kind ||
        (typeof name === 'string'
          ? object.metadata.name !== name
          : !name.test(object.metadata.name)),
    )
    manifests.splice(0, manifests.length, ...kept)
  }

export const added = (object: Omit<Manifest, 'file'>) => (manifests: Manifest[]) =>
  void manifests.push({ file: 'services/user-service.yaml', ...object })

/** Changes user-service's Deployment. */
export const deployment = (edit: (spec: V1DeploymentSpec) => void) =>
  inProduction(change('Deployment', 'user-service', ({ spec }) => spec && edit(spec)))

export const pod = (edit: (spec: V1PodSpec) => void) =>
  deployment(({ template: { spec } }) => spec && edit(spec))

/** Changes the container that serves. */
export const container = (edit: (container: V1Container) => void) =>
  pod(({ containers: [one] }) => one && edit(one))

/** Changes the container that migrates. */
export const initContainer = (edit: (container: V1Container) => void) =>
  pod(({ initContainers: [one] = [] }) => one && edit(one))

export const security = (context: Partial<V1SecurityContext>) =>
  initContainer((one) => {
    one.securityContext = { ...one.securityContext, ...context }
  })

export const policy = (
  name: string,
  edit: (spec: NetworkPolicy['spec']) => NetworkPolicy['spec'],
) =>
  inProduction(
    change('NetworkPolicy', name, (object) => Object.assign(object, { spec: edit(object.spec) })),
  )

export const custom =
  (kind: string, edit: (spec: ReturnType<typeof Object>) => void) => (manifests: Manifest[]) =>
    edit(Object(manifests.find((object) => object.kind === kind)?.spec))
