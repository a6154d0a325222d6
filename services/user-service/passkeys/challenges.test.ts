import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { digest } from '../../chassis/identity.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { createFactorKeys } from '../factors/factor-keys.ts'
import { place } from '../testing/keys-to.ts'
import { softPasskey } from '../testing/soft-passkey.ts'
import { refusalOf } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'
import { newChallenge } from './challenges.ts'

const users = await startUserTest({ PUBLIC_ORIGIN: place.origin })

const SECONDS_LEFT = 2

test('a challenge that ends while its answer waits for the account does not count', async () => {
  const mina = await users.person('Mina')
  const soft = softPasskey(place)
  await users.rows.query(
    `insert into "Passkey" (id, "userId", name, "credentialId", "publicKey", transports)
     values (gen_random_uuid(), $1, 'Laptop', $2, $3, '{}')`,
    [mina.id, soft.id, soft.coseKey],
  )
  const browser = randomBytes(32).toString('base64url')
  const ends = Date.now() + SECONDS_LEFT * 1000
  const asked = { for: 'sign-in', at: digest(browser) } as const
  const challenge = newChallenge(createFactorKeys(users.env), asked, ends - 300_000)
  const assertion = soft.sign({ challenge: challenge.toString('base64url') })
  const holder = await users.rows.connect()
  try {
    await holder.query('begin')
    await holder.query('select 1 from "User" where id = $1 for update', [mina.id])
    const answer = { browser, assertion, ip: '192.0.2.1', userAgent: 'a browser' }
    const refusal = refusalOf(users.gateway.passkeySignIns.enter.mutate(answer))
    await pollUntil(async () => Date.now() > ends)
    await holder.query('commit')
    expect(await refusal).toMatchObject({ reason: 'passkey_refused' })
  } finally {
    holder.release()
  }
})
