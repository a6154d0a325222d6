import type { PrismaClient } from '#db/user'
import { ownState } from '../../chassis/metrics.ts'
import { notFound } from '../../chassis/trpc.ts'
import { lettersIn } from '../mail/letters-in.ts'
import { router, serviceProcedure } from '../trpc.ts'

/** Whether somebody runs the installation, at this moment. */
const isOperator = async (db: PrismaClient, id: string) =>
  (await db.user.count({ where: { id, disabledAt: null, isOperator: true } })) > 0

const DAY_MS = 86_400_000

/** `operations.*`: how this service fares, for who runs the installation: it is here that it is known who does. Counts over all
 *  workspaces together, and nothing of any of them. */
export const operations = router({
  get: serviceProcedure.query(async ({ ctx }) => {
    const { db, user, metrics, outbox } = ctx
    if (!user || !(await isOperator(db, user.id))) throw notFound()
    const [people, workspaces, sessions, letters, backups] = await Promise.all([
      db.user.count({ where: { disabledAt: null } }),
      db.workspace.count(),
      db.session.count({
        where: { endedAt: null, lastSeenAt: { gt: new Date(ctx.now.getTime() - DAY_MS) } },
      }),
      outbox.isOpen ? lettersIn(db) : null,
      ctx.backups(),
    ])
    return {
      ...ownState(metrics),
      people,
      workspaces,
      /** Open ones that were used in the last 24 hours. */
      sessions,
      /** None where no letters are sent. */
      letters: letters && { ...letters, oldestAt: letters.oldestAt?.toISOString() ?? null },
      backups,
    }
  }),
})
