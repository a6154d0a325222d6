import { createTRPCClient } from '@trpc/client'
import pg from 'pg'
import { callLinks } from '../../chassis/client.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { temporaryDatabase } from '../../testing/database.ts'
import { figure } from '../../testing/figures.ts'
import { startService } from '../../testing/host/start-service.ts'
import { startTeam } from '../../testing/team.ts'
import { analyticsEnv } from '../env.ts'
import type { AnalyticsRouter, AnalyticsServiceRouter } from '../router.ts'

export type AnalyticsTeam = Awaited<ReturnType<typeof startAnalyticsTeam>>

/** An analytics-service of one test file with its team. */
export async function startAnalyticsTeam() {
  const team = await startTeam()
  const database = await temporaryDatabase('analytics')
  const env = analyticsEnv.parse({ ...team.settings, ...database.env })
  const start = () => startService('analytics-service', env)
  let service = await start()
  const rows = new pg.Pool({
    host: env.POSTGRES_HOST,
    port: env.POSTGRES_PORT,
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME,
  })
  rows.on('error', () => {})
  const cursor = async () =>
    Number((await rows.query('select seq from "Cursor"')).rows[0]?.seq ?? 0)
  const written = async () =>
    Number((await team.log.query('select count(*) from "Event"')).rows[0]?.count)

  return {
    ...team,
    env,
    rows,
    cursor,
    /** What a person sees on the dashboard. */
    dashboardOf: ({ id }: { id: string }) =>
      createTRPCClient<AnalyticsRouter>({
        links: team.linksTo('analytics-service', service.url, id),
      }).dashboard.get,
    /** As the gateway asks for the home page. */
    gateway: () =>
      createTRPCClient<AnalyticsServiceRouter>(
        callLinks({ name: 'analytics-service', url: service.url, sign: team.sign }),
      ),
    /** Resolves when all that task-service has written is counted. */
    upToDate: async () => {
      const last = await written()
      await pollUntil(cursor, { isEnough: (seq) => seq >= last })
    },
    metric: (name: string) => figure(service, name),
    stop: () => service.close(),
    restart: async () => {
      service = await start()
    },
    close: async () => {
      await service.close()
      await rows.end()
      await database.close()
      await team.close()
    },
  }
}
