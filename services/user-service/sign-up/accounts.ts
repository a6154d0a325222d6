import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { meOf, shownMe } from '../accounts/me.ts'
import { createdAccount } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { join, openInvitation } from '../invitations/invitation-links.ts'
import { refuseCommon } from '../passwords/passwords.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { found } from '../workspaces/workspaces.ts'

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
      const [row] = await tx.user.createManyAndReturn({
        data: [
          {
            name: input.name,
            email,
            locale: input.locale,
            ...(input.timeZone && { timeZone: input.timeZone }),
          },
        ],
        skipDuplicates: true,
        select: { ...shownMe, epoch: true },
      })
      if (!row) throw taken()
      return row
    }
    return recorded(ctx, made, async (tx, row, record) => {
      const user = meOf(row)
      await tx.credential.create({
        data: { userId: user.id, passwordHash },
        select: { userId: true },
      })
      record('user.updated', { userId: user.id, name: user.name, timeZone: user.timeZone })
      if (invitation) await join(tx, record, user, invitation)
      else await found(tx, record, user, input.workspaceName ?? user.name)
      return { user, epoch: row.epoch }
    })
  }),
})

const taken = () =>
  appError('CONFLICT', 'There is an account with this e-mail address', {
    fields: { email: 'is taken' },
    issues: [{ path: 'email', code: 'taken' }],
  })
