import { asJsonText } from '../../chassis/listener.ts'
import { onlyRow } from '../answered.ts'
import { mineFilter } from '../contract.ts'
import { type ActivityPage, newestActivityJson } from '../events/activity.ts'
import { isUnstamped, stampWholeLog } from '../events/log-rows.ts'
import { procedure, router } from '../trpc.ts'
import { type MineSoon, mineValues, soonJson } from './mine.ts'

/** This service's panels of the first screen. */
interface HomePanels {
  tasks: { state: 'ok' } & MineSoon
  activity: { state: 'ok' } & ActivityPage
}

/** `home.*`: one statement, whatever is on the screen; the gateway passes its text on. */
export const home = router({
  get: procedure.input(mineFilter).query(async ({ ctx, input }) => {
    const look = () => onlyRow<Panels>(ctx, homeSql, mineValues(ctx, input))
    const first = await look()
    // What was done before somebody asks is in the log, whoever else numbers it.
    const { tasks, activity } = first.unstamped ? await stampWholeLog(ctx.pool).then(look) : first
    return asJsonText<HomePanels>(`{"tasks":${ok(tasks)},"activity":${ok(activity)}}`)
  }),
})

interface Panels {
  tasks: string
  activity: string
  unstamped: boolean
}

const ok = (panel: string) => `{"state":"ok",${panel.slice(1)}`

export const homeSql = `
  select ${soonJson}::text as tasks, ${newestActivityJson}::text as activity, ${isUnstamped} as unstamped
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2 and m."suspendedAt" is null`
