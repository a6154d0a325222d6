import type { RequestLog } from '../../chassis/logger.ts'
import { noteFailure } from '../audit/note-failure.ts'
import type { Context } from '../context.ts'
import { isWrongCode } from './check-code.ts'
import type { CodeGuess } from './code-limit.ts'

/** Does what somebody who is signed in needs a code for. Refused ones count, and are in the audit log. */
export const byCode = <T>(
  ctx: Pick<Context, 'codes' | 'db'> & { readonly log: RequestLog },
  guess: CodeGuess,
  work: () => Promise<T>,
) =>
  ctx.codes.counted(guess, isWrongCode, work).catch((error: unknown) => {
    const { userId, ip } = guess
    if (isWrongCode(error))
      void noteFailure(ctx, { kind: 'proof_refused', userId, ip, step: 'code' })
    throw error
  })
