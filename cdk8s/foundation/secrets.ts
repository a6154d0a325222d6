import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import { type ServiceName, services } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import { ALERTS_SECRET, alertKeys } from '../monitoring/alertmanager.ts'
import { redisAccounts, redisSecretOf } from '../stores/redis-accounts.ts'

/** What each service has to have besides its database's name and password. */
const secretKeys: Readonly<Record<ServiceName, readonly string[]>> = {
  'user-service': ['SMTP_URL', 'FACTOR_KEYS', 'OIDC_PROVIDERS'],
  'task-service': ['WEBHOOK_KEYS'],
  'analytics-service': [],
  'file-service': ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  'frontend-service': ['SESSION_SECRETS'],
}

const identityKeys = ['IDENTITY_PRIVATE_KEY', 'IDENTITY_PUBLIC_KEYS']

/** Names of the Secrets that a service reads as a whole. */
export const secretNamesOf = ({ secrets }: Environment, service: ServiceName): string[] =>
  secrets.kind === 'plain' ? ['taskmate-secrets'] : [`${service}-secrets`]

const bucketKeys = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']

interface SecretShape {
  readonly name: string
  readonly keys: readonly string[]
  readonly type: 'Opaque' | 'kubernetes.io/basic-auth'
}

/** Per service its own database account and its own keys; jobs and alerts have theirs. */
export const secretShapes: readonly SecretShape[] = [
  ...services.flatMap(({ name, database }) => [
    opaque(`${name}-secrets`, [...identityKeys, ...secretKeys[name]]),
    ...(database ? [account(name)] : []),
  ]),
  account('backup'),
  ...redisAccounts.map(({ name }) => opaque(redisSecretOf(name), ['password'])),
  opaque('backup-secrets', bucketKeys),
  opaque(ALERTS_SECRET, alertKeys),
]

function opaque(name: string, keys: readonly string[]): SecretShape {
  return { name, keys, type: 'Opaque' }
}

/** CloudNativePG gives the role this password, and reads it again when it changes. */
function account(owner: string): SecretShape {
  return { name: `${owner}-db`, keys: ['username', 'password'], type: 'kubernetes.io/basic-auth' }
}

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

/** What each Secret is filled with; no value is in the repository. */
export class ExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id)
    for (const shape of secretShapes) this.#secret(props, shape)
  }

  #secret(props: ExternalSecretsProps, { name, keys, type }: SecretShape) {
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
