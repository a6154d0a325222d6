import { randomBytes, randomUUID } from 'node:crypto'
import { digest } from '../../chassis/identity.ts'
import { createFactorKeys } from '../factors/factor-keys.ts'
import { newTotp } from '../factors/totp.ts'
import { type Asked, newChallenge } from '../passkeys/challenges.ts'
import { authenticator } from './authenticator.ts'
import { softPasskey } from './soft-passkey.ts'
import type { Started } from './start-user-service.ts'

/** Where passkeys of tests are made. */
export const place = { origin: 'https://tasks.example.com', rpId: 'tasks.example.com' }

/** What lets somebody in, written where it is kept: of accounts in their first epoch. */
export function keysTo(users: Started) {
  /** Secret of a link for a new password. */
  async function linkOf(userId: string) {
    const token = randomBytes(32).toString('base64url')
    await users.rows.query(
      `insert into "Recovery" ("userId", "tokenHash", "createdAt", "expiresAt")
       values ($1, $2, now() + interval '1 second', now() + interval '1 minute')`,
      [userId, digest(token)],
    )
    return token
  }

  /** Secret of a link that proves the address of somebody. */
  async function addressLinkOf(userId: string) {
    const token = randomBytes(32).toString('base64url')
    await users.rows.query(
      `insert into "AddressLink" ("userId", "tokenHash", purpose, email, "expiresAt")
       select id, $2, 'prove', email, now() + interval '1 minute' from "User" where id = $1`,
      [userId, digest(token)],
    )
    return token
  }

  /** A second factor of somebody, one of its recovery codes, and a sign-in that waits for it. */
  async function halfSignedIn(userId: string) {
    const token = randomBytes(32).toString('base64url')
    const code = '0123456789abcdef'
    await users.rows.query(
      `insert into "Totp" ("userId", secret, "confirmedAt") values ($1, '', now())`,
      [userId],
    )
    await users.rows.query('insert into "RecoveryCode" ("userId", hash) values ($1, $2)', [
      userId,
      digest(code),
    ])
    await users.rows.query(
      `insert into "SignIn" ("userId", "tokenHash", epoch, "expiresAt")
       values ($1, $2, $3, now() + interval '1 minute')`,
      [userId, digest(token), 0],
    )
    return { token, code }
  }

  /** A disabled bot of somebody. */
  async function botOf(userId: string) {
    const id = randomUUID()
    await users.rows.query(
      `insert into "Bot" (id, "userId", name, "disabledAt") values ($1, $2, 'Bot', now())`,
      [id, userId],
    )
    return id
  }

  /** The code of an app that somebody has begun to connect. */
  async function codeOfBegun(userId: string) {
    const { sealed, secret } = newTotp(createFactorKeys(users.env), userId, 'Late')
    await users.rows.query('insert into "Totp" ("userId", secret) values ($1, $2)', [
      userId,
      sealed,
    ])
    return authenticator(secret)()
  }

  /** What a browser is told to sign. */
  const challengeFor = (asked: Asked) => ({
    challenge: newChallenge(createFactorKeys(users.env), asked).toString('base64url'),
  })

  /** A passkey of somebody, and what it signed for what it was asked. */
  async function signedFor(userId: string, asked: Asked) {
    const soft = softPasskey(place)
    const { rows } = await users.rows.query<{ id: string }>(
      `insert into "Passkey" (id, "userId", name, "credentialId", "publicKey", transports)
       values (gen_random_uuid(), $1, 'Late', $2, $3, '{}') returning id`,
      [userId, soft.id, soft.coseKey],
    )
    return { passkeyId: rows[0]?.id ?? '', assertion: soft.sign(challengeFor(asked)) }
  }

  return { linkOf, addressLinkOf, halfSignedIn, botOf, codeOfBegun, challengeFor, signedFor }
}
