import { notFound } from '../../chassis/trpc.ts'
import { router, serviceProcedure } from '../trpc.ts'

/** `mailbox.*`: the letters that were not sent, in development without a mail server. */
export const mailbox = router({
  list: serviceProcedure.query(({ ctx }) => {
    if (!ctx.outbox.delivered) throw notFound()
    return ctx.outbox.delivered
  }),
})
