import type { RequestLog } from '../../chassis/logger.ts'
import type { Context } from '../context.ts'
import { audit } from './record.ts'

interface Failure {
  readonly userId: string
  readonly ip: string
  readonly step: 'password' | 'code'
}

/** Writes down that somebody did not get in. Not waited for: the answer takes the same time for an address that nobody has.
 *  How often is bounded by how often a password or a code may be tried. */
export const noteFailure = (
  { db, log }: Pick<Context, 'db'> & { readonly log: RequestLog },
  { userId, ip, step }: Failure,
) =>
  audit(db, {
    ...{ kind: 'sign_in_failed', actorId: null, subjectId: userId, via: 'sign_in', ip },
    facts: { step },
  }).catch((err: unknown) => log.warn({ err, userId }, 'failed sign-in not in the audit log'))
