import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { optional } from '../env.ts'
import { derivedSecret } from '../identity.ts'

interface Key {
  readonly id: string
  readonly key: Buffer
}

const key = z
  .string()
  .regex(/^[\w-]{1,32}:[A-Za-z0-9+/]{43}=$/, {
    error: 'must be a name, a colon and 32 bytes in base64, as openssl rand -base64 32 prints them',
  })
  .transform((text): Key => {
    const [id = '', bytes = ''] = text.split(':')
    return { id, key: Buffer.from(bytes, 'base64') }
  })

/** A setting with keys: comma-separated `name:base64`, 32 bytes each. The first encrypts, all decrypt. */
export const sealingKeys = optional(
  z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(key).min(1)),
)

interface Keyring {
  /** The setting that the keys come from. */
  readonly setting: string
  /** In development, where there is none, the key is derived from the master key for this purpose. */
  readonly purpose: string
  readonly given?: readonly Key[]
  readonly master?: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts secrets for the database (AES-256-GCM), each bound to its owner, with the name of the key in front. */
export function createSealing({ setting, purpose, given, master }: Keyring) {
  const keys = given ?? [{ id: 'development', key: derivedSecret(master ?? '', purpose) }]
  const [first] = keys
  if (!first) throw new Error(`${setting} has no key`)
  return {
    seal: (ownerId: string, secret: Uint8Array) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(ownerId))
      const sealed = Buffer.concat([nonce, cipher.update(secret), cipher.final()])
      return `${first.id}:${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64')}`
    },
    open: (ownerId: string, text: string) => {
      const [id = '', bytes = ''] = text.split(':')
      const known = keys.find((one) => one.id === id)
      if (!known) throw new Error(`${setting} has no key ${id}, by which a secret is encrypted`)
      const sealed = Buffer.from(bytes, 'base64')
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(ownerId)).setAuthTag(sealed.subarray(-TAG_BYTES))
      const secret = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([secret, decipher.final()])
    },
    /** Whether a text is encrypted by a key that is on its way out. */
    isOld: (text: string) => !text.startsWith(`${first.id}:`),
  }
}
export type Sealing = ReturnType<typeof createSealing>
