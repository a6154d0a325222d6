import { notFound } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { auditBy } from '../audit/record.ts'
import { startedFactor } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { accountOf } from './account.ts'
import { personalDataPage } from './inputs.ts'
import { rowsOf } from './sections.ts'

/** For whoever asks, and about nobody else. */
const ownProcedure = serviceProcedure.use(({ ctx, next }) => {
  const { user } = ctx
  if (!user) throw notFound()
  return next({ ctx: { user } })
})

/** `personalData.*`: what this service keeps about a person, for the gateway, which makes a file of it. */
export const personalData = router({
  /** Writes down that somebody takes their data along. UNAUTHORIZED where the session has ended. */
  begin: serviceProcedure.input(startedFactor).mutation(({ ctx, input }) => {
    const { userId, sessionId: id, epoch } = input
    return ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { id, userId, epoch })
      await auditBy(tx, ctx, { kind: 'data_exported', actorId: userId, subjectId: userId })
      return null
    })
  }),

  account: ownProcedure.query(({ ctx }) => accountOf(ctx.db, ctx.user.id)),

  page: ownProcedure.input(personalDataPage).query(async ({ ctx, input }) => {
    const rows = await rowsOf(ctx, input)
    const isEnd = rows.length < input.limit
    return { items: rows, nextCursor: isEnd ? null : (rows.at(-1)?.id ?? null) }
  }),
})
