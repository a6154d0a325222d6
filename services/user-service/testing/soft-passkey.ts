import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

/** CBOR of what WebAuthn needs of it: maps, texts, bytes and small numbers. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (!(value instanceof Map)) throw new Error('nothing that is needed')
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)])
}

const head = (kind: number, value: number) =>
  value < 24
    ? Buffer.from([(kind << 5) | value])
    : value < 256
      ? Buffer.from([(kind << 5) | 24, value])
      : Buffer.from([(kind << 5) | 25, value >> 8, value & 255])

interface Place {
  readonly origin: string
  readonly rpId: string
}
interface Options extends Partial<Place> {
  readonly challenge: string
}

/** What an answer says of itself; whatever is left out is as it should be. */
interface Lies extends Partial<Place> {
  readonly isVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
  readonly type?: string
  readonly key?: KeyObject
  /** What it says of its maker. */
  readonly statement?: { readonly fmt: string; readonly attStmt: Map<string, unknown> }
}

const PRESENT = 1
const VERIFIED = 4
const HAS_KEY = 64

/** An authenticator of a person, with one key, in software. */
export function softPasskey({ origin, rpId }: Place) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let counter = 0
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const coseKey = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )

  const client = (type: string, { challenge }: Options, lies: Lies) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: lies.origin ?? origin }))

  const authenticatorData = (flags: number, lies: Lies) => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lies.counter ?? counter)
    const verified = lies.isVerified === false ? 0 : VERIFIED
    return Buffer.concat([
      ...[sha256(lies.rpId ?? rpId), Buffer.from([flags | PRESENT | verified]), count],
    ])
  }

  return {
    id,
    coseKey,
    register: (options: Options, lies: Lies = {}) => {
      const authData = Buffer.concat([
        ...[authenticatorData(HAS_KEY, lies), Buffer.alloc(16)],
        ...[Buffer.from([0, credentialId.length]), credentialId, coseKey],
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', lies.statement?.fmt ?? 'none'],
        ['attStmt', lies.statement?.attStmt ?? new Map()],
        ['authData', authData],
      ])
      return {
        id,
        response: {
          clientDataJSON: client(lies.type ?? 'webauthn.create', options, lies).toString(
            'base64url',
          ),
          attestationObject: cbor(attestation).toString('base64url'),
          transports: ['internal', 'something new'],
        },
      }
    },
    sign: (options: Options, lies: Lies = {}) => {
      const data = authenticatorData(0, lies)
      const said = client(lies.type ?? 'webauthn.get', options, lies)
      const signature = sign('sha256', Buffer.concat([data, sha256(said)]), lies.key ?? privateKey)
      return {
        id,
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          ...(lies.userHandle !== undefined && { userHandle: lies.userHandle }),
        },
      }
    },
  }
}
export type SoftPasskey = ReturnType<typeof softPasskey>
