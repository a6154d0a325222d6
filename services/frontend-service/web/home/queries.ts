import type { Session, Workspace } from '../account/session.ts'
import { today } from '../dates.ts'
import { plain, trpc } from '../trpc.ts'

interface OpenWorkspace {
  session: Pick<Session, 'user'>
  workspace: Pick<Workspace, 'id'>
}

/** Everything of the first screen in one answer. */
export const homeOf = ({ session, workspace }: OpenWorkspace) => {
  const { timeZone } = session.user
  const input = { workspaceId: workspace.id, today: today(timeZone), timeZone }
  return trpc.gateway.home.get.queryOptions(input, plain)
}
