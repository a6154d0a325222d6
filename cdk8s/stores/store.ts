import type { k8s } from 'cdk8s-plus-28'
import type { ServiceName } from '../../services/catalog.ts'
import type { Foundation } from '../foundation/foundation.ts'
import type { Folder } from '../layout-app.ts'
import type { Connection } from '../network/network-policies.ts'
import type { Mount } from '../workloads/pod.ts'

/** A store in one of its forms: a pod, an operator's resource, or something outside the cluster. */
export interface Store {
  /** Into the ConfigMap: the same for every service. */
  readonly config: Readonly<Record<string, string>>
  /** Where services find it; absent where it is a volume. */
  readonly connection?: Connection
  /** What one service needs besides: its credentials, its volume. */
  env(service: ServiceName): Readonly<Record<string, string | k8s.EnvVarSource>>
  volumes(service: ServiceName): readonly Mount[]
  /** Adds the store's own files. */
  build(folder: Folder, foundation: Foundation): void
}

/** A store that needs nothing but its entry in the ConfigMap. */
export const plain = { config: {}, env: () => ({}), volumes: () => [] }
