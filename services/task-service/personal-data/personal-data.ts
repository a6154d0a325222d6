import { notFound } from '../../chassis/trpc.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { withinBytes } from '../within-bytes.ts'
import { historyPage } from './history.ts'
import { ownHistory, ownTasks, personalDataPage } from './inputs.ts'
import { rowsOf } from './sections.ts'
import { tasksPage } from './tasks.ts'

/** For whoever asks, and about nobody else. */
const ownProcedure = serviceProcedure.use(({ ctx, next }) => {
  const { user } = ctx
  if (!user) throw notFound()
  return next({ ctx: { user } })
})

/** `personalData.*`: what this service keeps about a person, for the gateway, which makes a file of it. What others wrote is in it as
 *  far as this person may read it at that moment, their own words wherever they are. */
export const personalData = router({
  page: ownProcedure.input(personalDataPage).query(async ({ ctx, input }) => {
    const rows = await rowsOf(ctx, input)
    const items = withinBytes(rows)
    const isEnd = items.length === rows.length && rows.length < input.limit
    return { items, nextCursor: isEnd ? null : (items.at(-1)?.id ?? null) }
  }),

  tasks: ownProcedure.input(ownTasks).query(({ ctx, input }) => tasksPage(ctx, input)),

  history: ownProcedure.input(ownHistory).query(({ ctx, input }) => historyPage(ctx, input)),
})
