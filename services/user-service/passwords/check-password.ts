import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'
import type { Hasher } from './hasher.ts'
import type { Throttle } from './throttle.ts'

export interface Guess {
  /** What the attempts are counted against, with the address they come from. */
  readonly account: string
  readonly ip: string
  /** The stored hash, if there is one. */
  readonly known: string | undefined
  readonly password: string
}

/** Whether the password is right: throttled, then hashed. Failures count at once and outside any transaction;
 *  an attempt that was never checked (the queue is full) does not count. */
export async function checked(throttle: Throttle, hasher: Hasher, guess: Guess) {
  const attempt = await throttle.attempt(guess.account, guess.ip)
  const right = await hasher.verify(guess.known, guess.password).catch(async (error: Error) => {
    await attempt.dropped()
    throw error
  })
  if (right) await attempt.succeeded()
  return right
}

export const wrongCredentials = () =>
  new TRPCError({ code: 'UNAUTHORIZED', message: 'E-mail address or password is not right' })

/** Of somebody who is signed in and asked for it again; `field` is where the form shows it. */
export const wrongPassword = (field: string) =>
  appError('BAD_REQUEST', 'This is not your password', {
    fields: { [field]: 'This is not your password' },
    issues: [{ path: field, code: 'wrong' }],
  })
