import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const PREFIX = 'tm_'
const SECRET_LENGTH = 43
const CHECKSUM_LENGTH = 6
const form = /^tm_([\dA-Za-z]{43})([\dA-Za-z]{6})$/

/** A new API token: 256 random bits in base 62 behind a prefix, and their CRC-32, so that whoever looks for secrets in
 *  files knows one when they see it. */
export function newApiToken() {
  const secret = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH)
  return `${PREFIX}${secret}${checksumOf(secret)}`
}

/** Whether a text is a token of ours by its form: one that was cut or mistyped is not. */
export function isApiToken(text: string) {
  const [, secret, checksum] = form.exec(text) ?? []
  return secret !== undefined && checksumOf(secret) === checksum
}

const checksumOf = (secret: string) => base62(BigInt(crc32(secret)), CHECKSUM_LENGTH)

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(value: bigint, length: number) {
  let text = ''
  for (let rest = value; text.length < length; rest /= 62n)
    text = `${digits[Number(rest % 62n)]}${text}`
  return text
}
