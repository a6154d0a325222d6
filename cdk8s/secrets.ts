import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import { type ServiceName, services } from '../services/catalog.ts'
import type { Environment } from './environment.ts'

/** What each service has to have besides its database's name and password. */
const secretKeys: Readonly<Record<ServiceName, readonly string[]>> = {
  'user-service': [],
  'task-service': [],
  'analytics-service': [],
  'file-service': ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  'frontend-service': ['SESSION_SECRETS'],
}

const identityKeys = ['IDENTITY_PRIVATE_KEY', 'IDENTITY_PUBLIC_KEYS']

/** Names of the Secrets that a service reads as a whole. */
export const secretNamesOf = ({ secrets }: Environment, service: ServiceName): string[] =>
  secrets.kind === 'plain' ? ['taskmate-secrets'] : [`${service}-secrets`]

export interface ExternalSecretsProps {
  /** ClusterSecretStore of the External Secrets operator. */
  readonly store: string
  /** Where in the store: `taskmate/production`. */
  readonly path: string
}

/** The shape of `external-secrets.io/v1`: the published types know only a version that is no longer served. */
interface ExternalSecret {
  readonly apiVersion: 'external-secrets.io/v1'
  readonly kind: 'ExternalSecret'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly refreshInterval: string
    readonly secretStoreRef: { readonly kind: 'ClusterSecretStore'; readonly name: string }
    readonly target: {
      readonly creationPolicy: 'Owner'
      readonly template: {
        readonly type: string
        readonly metadata: { readonly labels: Readonly<Record<string, string>> }
      }
    }
    readonly data: readonly {
      readonly secretKey: string
      readonly remoteRef: { readonly key: string; readonly property: string }
    }[]
  }
}

/** Per service its own database account and its own keys; jobs and logs have theirs. No value is in the repository. */
export class ExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id)
    const bucket = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
    for (const { name, database } of services) {
      this.#secret(props, `${name}-secrets`, [...identityKeys, ...secretKeys[name]])
      if (database) this.#account(props, name)
    }
    this.#account(props, 'backup')
    this.#secret(props, 'backup-secrets', bucket)
    this.#secret(props, 'loki-secrets', bucket)
  }

  /** CloudNativePG gives the role this password, and reads it again when it changes. */
  #account(props: ExternalSecretsProps, owner: string) {
    this.#secret(props, `${owner}-db`, ['username', 'password'], 'kubernetes.io/basic-auth')
  }

  #secret(props: ExternalSecretsProps, name: string, keys: readonly string[], type = 'Opaque') {
    const labels = { 'app.kubernetes.io/part-of': 'taskmate' }
    const secret: ExternalSecret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, labels },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: props.store },
        target: {
          creationPolicy: 'Owner',
          template: { type, metadata: { labels: { ...labels, 'cnpg.io/reload': 'true' } } },
        },
        data: keys.map((key) => ({
          secretKey: key,
          remoteRef: { key: `${props.path}/${name}`, property: key },
        })),
      },
    }
    new ApiObject(this, name, secret)
  }
}
