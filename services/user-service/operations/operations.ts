import { figuresOf, ownState } from '../../chassis/metrics.ts'
import { notFound } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import { lettersIn } from '../mail/letters-in.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { isOperator } from './is-operator.ts'

const DAY_MS = 86_400_000

/** `operations.*`: how this service fares, for who runs the installation: it is here that it is known who does. Counts over all
 *  workspaces together, and nothing of any of them. */
export const operations = router({
  get: serviceProcedure.query(async ({ ctx }) => {
    const { db, user, metrics, log } = ctx
    if (!user || !(await isOperator(db, user.id))) throw notFound()
    const lately = new Date(ctx.now.getTime() - DAY_MS)
    const asked = {
      people: db.user.count({ where: { disabledAt: null } }),
      workspaces: db.workspace.count(),
      /** Open ones that were used in the last 24 hours. */
      sessions: db.session.count({ where: { endedAt: null, lastSeenAt: { gt: lately } } }),
      letters: lettersOf(ctx),
      /** The first thing that happened here. */
      begun: db.event.findFirst({ orderBy: { id: 'asc' }, select: { at: true } }),
    }
    const [{ letters, begun, ...counts }, backups] = await Promise.all([
      figuresOf(asked, log),
      ctx.backups(),
    ])
    return {
      ...ownState(metrics),
      ...counts,
      begunAt: begun?.at.toISOString() ?? null,
      letters: lettersAsTold(letters),
      backups,
    }
  }),
})

type Letters = Awaited<ReturnType<typeof lettersIn>>

/** None where no letters are sent. */
const lettersOf = async ({ outbox, db }: Pick<Context, 'outbox' | 'db'>) =>
  outbox.isOpen ? lettersIn(db) : undefined

/** `off`: no letters are sent. `unknown`: they could not be counted. */
function lettersAsTold(letters: Letters | null | undefined) {
  if (letters === undefined) return { state: 'off' as const }
  if (letters === null) return { state: 'unknown' as const }
  const { oldestAt, dueAt, ...counts } = letters
  return {
    ...{ state: 'known' as const, ...counts },
    oldestAt: oldestAt?.toISOString() ?? null,
    /** When the one that is due longest was, or will be. */
    dueAt: dueAt?.toISOString() ?? null,
  }
}
