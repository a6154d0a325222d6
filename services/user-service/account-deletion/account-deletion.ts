import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { byUser } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { isOperator } from '../operations/is-operator.ts'
import { isNeeded, lastOperator, lockOperators } from '../operations/last-operator.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { forgetAccount } from './forget-account.ts'
import { deletedAccount } from './inputs.ts'
import { type Place, placesOf } from './places.ts'

/** So often it is begun anew because its owner came into another workspace meanwhile, or became an operator. */
const TRIES = 3

interface Asked {
  readonly userId: string
  readonly sessionId: string
  readonly epoch: number
}

/** `accountDeletion.*`: an account goes by its owner's will. The gateway has seen a fresh proof. */
export const accountDeletion = router({
  /** What becomes of each of their workspaces. */
  preview: serviceProcedure.input(byUser).query(({ ctx, input }) => placesOf(ctx.db, input.userId)),

  /** `epoch`: none of their sessions is of that one. */
  perform: serviceProcedure.input(deletedAccount).mutation(async ({ ctx, input }) => {
    const { userId, epoch, email } = input
    const attempt = () =>
      recorded(ctx, withPlaces(input), async (tx, places, record) => {
        const where = { id: userId, email }
        const owner = await tx.user.findUnique({ where, select: { locale: true } })
        if (!owner) throw otherAddress()
        refuseAbandoning(places)
        if (await isNeeded(tx, userId)) throw lastOperator()
        await forgetAccount(tx, { record, by: ctx }, { userId, email, places })
        await ctx.outbox.put(tx, 'account_deleted', email, owner)
        return { epoch: epoch + 1 }
      })
    const done = await again(attempt)
    ctx.outbox.soon()
    ctx.ends.soon()
    return done
  }),
})

/** The session's account with all its workspaces, locked: nobody joins, leaves or changes a role there meanwhile, and of an
 *  operator nobody changes who else is one. Both are locked before accounts, so the first look at them is without a lock. */
const withPlaces = (asked: Asked) => async (tx: Prisma.TransactionClient) => {
  const seen = (await placesOf(tx, asked.userId)).map(({ id }) => id)
  await tx.$queryRaw`select 1 from "Workspace" where id = any(${seen}::uuid[]) order by id for no key update`
  const wasOperator = await isOperator(tx, asked.userId)
  if (wasOperator) await lockOperators(tx)
  await lockSession(tx, { id: asked.sessionId, userId: asked.userId, epoch: asked.epoch })
  const places = await placesOf(tx, asked.userId)
  if (places.some(({ id }) => !seen.includes(id))) throw new JoinedMeanwhile()
  if (!wasOperator && (await isOperator(tx, asked.userId))) throw new JoinedMeanwhile()
  return places
}

class JoinedMeanwhile extends Error {}

async function again<T>(attempt: () => Promise<T>) {
  for (let nth = 1; ; nth += 1)
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof JoinedMeanwhile) || nth === TRIES) throw error
    }
}

function refuseAbandoning(places: readonly Place[]) {
  const refused = places.filter(({ fate }) => fate === 'refuses')
  if (refused.length === 0) return
  throw appError('CONFLICT', 'Workspaces with other members would be left without an owner', {
    reason: 'only_owner',
    refused: refused.map(({ id, slug, name }) => ({
      ...{ id, key: slug, title: name, reason: 'only_owner' },
    })),
  })
}

const otherAddress = () => {
  const message = 'is not the address of your account'
  return appError('BAD_REQUEST', `This ${message}`, {
    fields: { email: message },
    issues: [{ path: 'email', code: 'not_own' }],
  })
}
