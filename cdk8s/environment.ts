import type { ServiceName } from '../services/catalog.ts'
import type { Images } from './images.ts'
import type { Budget, Budgets } from './pod.ts'
import type { Scale } from './rails-like-service.ts'

/** All that differs between environments. Constructs get values from it; none knows an environment's name. */
export interface Environment {
  /** Folder below `dist/` and value of TASKMATE_ENV. */
  readonly name: 'development' | 'staging' | 'production'
  readonly namespace: string
  /** Name that browsers use. */
  readonly host: string
  readonly images: Images
  readonly podSecurity: 'baseline' | 'restricted'
  /** Whether pods of the namespace may talk to each other freely. */
  readonly open: boolean
  readonly migration: 'init' | 'job'
  readonly services: Readonly<Record<ServiceName, { scale: Scale; resources: Budgets }>>
  /** Values of the Secret that all services share; only in development. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly postgres: { readonly kind: 'pod'; readonly storage: string; readonly resources: Budgets }
  readonly redis: { readonly kind: 'pod'; readonly resources: Budgets }
  readonly files: { readonly kind: 'claim'; readonly storage: string }
  /** Largest upload, in bytes. */
  readonly uploadLimitBytes: number
  readonly entrance: {
    readonly kind: 'ingress'
    readonly className: string
    readonly namespace: string
  }
  /** What all pods together may ask for. */
  readonly quota: { readonly requests: Budget; readonly limits: Budget; readonly pods: number }
  /** Namespace of Prometheus and Grafana, which may read metrics. */
  readonly monitoringNamespace: string
  readonly groups: { readonly viewers: string; readonly deployers: string }
}
