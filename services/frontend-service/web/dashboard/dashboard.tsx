import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMe, useWorkspace } from '../account/session.ts'
import { m } from '../messages.ts'
import { plain, trpc } from '../trpc.ts'
import { Panel } from '../ui/panel.tsx'
import { CreatedCompleted } from './created-completed.tsx'
import { CycleTime } from './cycle-time.tsx'
import { DashboardSkeleton } from './dashboard-skeleton.tsx'
import { byGroup, type Period } from './figures.ts'
import { KeyFigures } from './key-figures.tsx'
import { OpenByStatus } from './open-by-status.tsx'

const USUAL_DAYS: Period = 28
const REFRESH_MS = 60_000

/** The period in the address. */
export const usePeriod = (): Period =>
  useSearch({ strict: false, select: ({ days }) => days ?? USUAL_DAYS })

/** Figures of one project, or of all that the reader may see. */
export const Dashboard = ({ projectId }: { projectId?: string }) => (
  <Panel name={m.errors.parts.dashboard} loading={<DashboardSkeleton />}>
    <Panels projectId={projectId} />
  </Panel>
)

function Panels({ projectId }: { projectId?: string }) {
  const { id: workspaceId } = useWorkspace()
  const { timeZone } = useMe()
  const asked = { workspaceId, projectId, days: usePeriod(), timeZone }
  const { data: figures } = useSuspenseQuery(
    trpc.analytics.dashboard.get.queryOptions(asked, { ...plain, refetchInterval: REFRESH_MS }),
  )
  return (
    <>
      <KeyFigures figures={figures} />
      <div className="grid lg:grid-cols-2">
        <CreatedCompleted perDay={figures.perDay} asOf={figures.asOf} />
        <CycleTime
          cycleTime={figures.cycleTime}
          asOf={figures.asOf}
          from={figures.perDay[0]?.date ?? ''}
        />
        <OpenByStatus statuses={projectId ? figures.openByStatus : byGroup(figures.openByStatus)} />
      </div>
    </>
  )
}
