import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { optional } from '../../chassis/env.ts'
import { derivedSecret } from '../../chassis/identity.ts'

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

export const factorEnv = z.object({
  /** Comma-separated `name:base64`, 32 bytes each: the first encrypts the secrets of second factors, all decrypt. */
  FACTOR_KEYS: optional(
    z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(key).min(1)),
  ),
})

interface KeySettings {
  readonly FACTOR_KEYS?: readonly Key[]
  readonly RAILS_MASTER_KEY?: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts secrets for the database (AES-256-GCM), each bound to its owner, with the name of the key in front. */
export function createFactorKeys({ FACTOR_KEYS: given, RAILS_MASTER_KEY: master }: KeySettings) {
  const keys = given ?? [{ id: 'development', key: derivedSecret(master ?? '', 'factor') }]
  const [first] = keys
  if (!first) throw new Error('FACTOR_KEYS has no key')
  return {
    seal: (userId: string, secret: Uint8Array) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(userId))
      const sealed = Buffer.concat([nonce, cipher.update(secret), cipher.final()])
      return `${first.id}:${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64')}`
    },
    open: (userId: string, text: string) => {
      const [id = '', bytes = ''] = text.split(':')
      const known = keys.find((one) => one.id === id)
      if (!known) throw new Error(`FACTOR_KEYS has no key ${id}, by which a secret is encrypted`)
      const sealed = Buffer.from(bytes, 'base64')
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(userId)).setAuthTag(sealed.subarray(-TAG_BYTES))
      const secret = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([secret, decipher.final()])
    },
    /** Whether a text is encrypted by a key that is on its way out. */
    isOld: (text: string) => !text.startsWith(`${first.id}:`),
  }
}
export type FactorKeys = ReturnType<typeof createFactorKeys>
