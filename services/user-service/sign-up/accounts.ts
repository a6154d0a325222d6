import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { createdAccount } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { openInvitation } from '../invitations/invitation-links.ts'
import { refuseCommon } from '../passwords/passwords.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { newAccountRow, settle } from './new-account.ts'

export const accounts = router({
  create: serviceProcedure.input(createdAccount).mutation(async ({ ctx, input }) => {
    const { email, invitation } = input
    refuseCommon('password', input.password)
    // Before anything is looked up: who asks which addresses are taken is counted too.
    await ctx.signUps.count(input.ip)
    const known = await ctx.db.user.findUnique({ where: { email }, select: { id: true } })
    if (known) throw taken()
    if (invitation) await openInvitation(ctx.db, invitation)
    const passwordHash = await ctx.hashing({ account: email, ip: input.ip }, (hasher) =>
      hasher.hash(input.password),
    )
    const made = async (tx: Prisma.TransactionClient) => {
      const { name, locale, timeZone } = input
      const row = await newAccountRow(tx, { name, email, locale, timeZone })
      if (!row) throw taken()
      return row
    }
    const signedUp = await recorded(ctx, made, async (tx, row, record) => {
      await tx.credential.create({
        data: { userId: row.id, passwordHash },
        select: { userId: true },
      })
      await ctx.outbox.put(tx, 'address_proof', email)
      return settle(tx, { record, by: ctx }, row, input)
    })
    ctx.outbox.soon()
    return signedUp
  }),
})

const taken = () =>
  appError('CONFLICT', 'There is an account with this e-mail address', {
    fields: { email: 'is taken' },
    issues: [{ path: 'email', code: 'taken' }],
  })
