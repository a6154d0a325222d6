import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { stringify } from 'yaml'
import { secretShapes } from '../cdk8s/foundation/secrets.ts'
import { roleOf } from '../cdk8s/stores/postgres-cluster.ts'
import { services } from '../services/catalog.ts'

/** For clusters without External Secrets: prints every Secret of an environment with new keys and passwords, once.
 *  `S3_ACCESS_KEY_ID=… S3_SECRET_ACCESS_KEY=… bin/new-secrets | kubectl create -n NAMESPACE -f -`.
 *  Create, not apply: keys that are in use are never replaced. */
const pairs = new Map<string, ReturnType<typeof newPair>>(
  services.map(({ name }) => [name, newPair()]),
)
const publicKeys = Object.fromEntries(
  [...pairs].map(([name, { publicKey }]) => [name, [inBase64(publicKey, 'spki')]]),
)

for (const { name, keys, type } of secretShapes) {
  const owner = name.replace(/-(db|secrets)$/, '')
  const stringData = Object.fromEntries(keys.map((key) => [key, contentOf(key, owner)]))
  const metadata = {
    name,
    labels: { 'app.kubernetes.io/part-of': 'taskmate', 'cnpg.io/reload': 'true' },
  }
  process.stdout.write(
    `---\n${stringify({ apiVersion: 'v1', kind: 'Secret', metadata, type, stringData })}`,
  )
}

function newPair() {
  return generateKeyPairSync('ed25519')
}

function inBase64(key: KeyObject, type: 'spki' | 'pkcs8') {
  return key.export({ type, format: 'der' }).toString('base64')
}

function contentOf(key: string, owner: string) {
  switch (key) {
    case 'username':
      return roleOf(owner)
    case 'password':
    case 'SESSION_SECRETS':
      return randomBytes(24).toString('hex')
    case 'FACTOR_KEYS':
    case 'WEBHOOK_KEYS':
      return `first:${randomBytes(32).toString('base64')}`
    case 'IDENTITY_PRIVATE_KEY': {
      const pair = pairs.get(owner)
      if (!pair) throw new Error(`${owner} is not a service`)
      return inBase64(pair.privateKey, 'pkcs8')
    }
    case 'IDENTITY_PUBLIC_KEYS':
      return JSON.stringify(publicKeys)
    // Without one no letters are sent, and no provider signs anybody in.
    case 'SMTP_URL':
    case 'OIDC_PROVIDERS':
      return process.env[key] ?? ''
    default: {
      const given = process.env[key]
      if (!given) throw new Error(`${key} is not set`)
      return given
    }
  }
}
