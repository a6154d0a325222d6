import type { ServiceName } from '../../services/catalog.ts'
import type { Images } from '../release/images.ts'
import type { Budget, Budgets } from '../workloads/pod.ts'
import type { Scale } from '../workloads/service-container.ts'

/** All that differs between environments. Constructs get values from it; none knows an environment's name. */
export interface Environment {
  /** Folder below `dist/` and value of TASKMATE_ENV. */
  readonly name: 'development' | 'staging' | 'production'
  readonly namespace: string
  /** Name that browsers use. */
  readonly host: string
  readonly images: Images
  readonly podSecurity: 'baseline' | 'restricted'
  /** Who gives pods their user and group: the manifests, or the cluster (OpenShift). @default 'manifest' */
  readonly userIds?: 'manifest' | 'cluster'
  /** Whether pods of the namespace may talk to each other freely. */
  readonly open: boolean
  readonly migration: 'init' | 'job'
  readonly services: Readonly<Record<ServiceName, { scale: Scale; resources: Budgets }>>
  /** The Secret that all services share; or each service has its own, which come from a store, or which somebody made by
   *  `bin/new-secrets`. */
  readonly secrets:
    | { readonly kind: 'plain'; readonly values: Readonly<Record<string, string>> }
    | { readonly kind: 'given' }
    | { readonly kind: 'store'; readonly name: string; readonly path: string }
  readonly postgres:
    | { readonly kind: 'pod'; readonly storage: string; readonly resources: Budgets }
    | OperatedPostgres
    | { readonly kind: 'external'; readonly host: string; readonly cidr: string }
  readonly redis:
    | { readonly kind: 'pod'; readonly resources: Budgets }
    | { readonly kind: 'sentinel'; readonly maxMemory: string; readonly resources: Budgets }
  readonly files:
    | { readonly kind: 'claim'; readonly storage: string }
    | { readonly kind: 'bucket'; readonly bucket: ObjectStore }
  /** From whom letters come, where a mail server outside the cluster sends them; its address is in a Secret. */
  readonly mail?: { readonly from: string }
  /** Largest upload, in bytes. */
  readonly uploadLimitBytes: number
  readonly edge:
    | { readonly kind: 'ingress'; readonly className: string; readonly namespace: string }
    | {
        readonly kind: 'gateway'
        readonly className: string
        /** Where the controller's proxies run. */
        readonly namespace: string
        /** ClusterIssuer of cert-manager. */
        readonly issuer: string
      }
  /** What all pods together may ask for. @default computed from budgets and scales */
  readonly quota?: { readonly requests: Budget; readonly limits: Budget; readonly pods: number }
  /** Namespace of people's Grafana, which may ask for metrics, logs and traces. */
  readonly monitoringNamespace: string
  readonly groups: { readonly viewers: string; readonly deployers: string }
  /** What watches, backs up and delivers the environment; nothing does in development. */
  readonly operations?: Operations
}

/** Of a managed cluster, where operators run what keeps state: as staging and production are. */
export interface ManagedEnvironment extends Environment {
  readonly secrets: Extract<Environment['secrets'], { kind: 'store' }>
  readonly postgres: OperatedPostgres
  readonly files: Extract<Environment['files'], { kind: 'bucket' }>
  readonly mail: { readonly from: string }
  readonly edge: Extract<Environment['edge'], { kind: 'gateway' }>
  readonly operations: Operations & { readonly certificates: string }
}

/** A CloudNativePG cluster. */
export interface OperatedPostgres {
  readonly kind: 'operator'
  readonly instances: number
  /** Size of each instance's volume, `20Gi`. */
  readonly storage: string
  readonly resources: Budgets
  readonly operatorNamespace: string
  readonly apiServer: ApiServer
  /** The Service that services come to: another one's after a restore beside it. @default `postgres-rw`, its primary */
  readonly host?: string
  /** What it begins with. @default nothing, and its log is archived as `postgres` */
  readonly recovery?: Recovery
}

/** A PostgreSQL that comes back from the bucket alone. */
export interface Recovery {
  /** Whose backups and log are read: `postgres`. */
  readonly from: string
  /** Where its own log goes: `postgres-2`. A folder that has another's log is refused. */
  readonly archive: string
  /** `2026-11-25 08:00:00+00`; PostgreSQL refuses a moment that ends in `Z`. @default everything that was archived */
  readonly until?: string
}

/** Where pods reach the Kubernetes API: the network and port behind the service `kubernetes`. */
export interface ApiServer {
  readonly cidr: string
  /** A number, or the expression of one in a chart. */
  readonly port: number | string
}

/** An S3-compatible bucket. */
export interface ObjectStore {
  readonly bucket: string
  readonly endpoint: string
  readonly region: string
  /** Where the endpoint is, if not on the internet: network policies let only this through. */
  readonly network?: { readonly cidr: string; readonly port: number }
}

/** Where alerts are sent; the addresses are in a Secret. */
export interface Alerting {
  /** Where the receiver is, if not on the internet: network policies let only this through. */
  readonly network?: { readonly cidr: string; readonly port: number }
}

interface Operations {
  /** Web address of the repository: Argo CD reads it, alerts link to its runbooks. */
  readonly repository: string
  /** Namespace of Argo CD. */
  readonly argoNamespace: string
  readonly backups: ObjectStore
  readonly alerting: Alerting
  /** Namespace of cert-manager, which tells when a certificate ends; undefined where none issues any. */
  readonly certificates?: string
  readonly apiServer: ApiServer
  /** Recommends resources without applying them. */
  readonly resourceAdvice: boolean
}
