import { roles as projectRoles } from '../../task-service/contract.ts'
import { roles as workspaceRoles } from '../../user-service/contract.ts'
import type { Answer } from './asking.ts'
import type { Need } from './needs.ts'
import type { PlaceName, Standing } from './stage.ts'

/** `not found`: for this person it does not exist. `forbidden`: they see it, and their role is too low. `archived`: they might, if
 *  the project were not. `out of reach`: no API token may, or not this one. `kept out`: until they have a second factor. */
export type Outcome =
  | 'allowed'
  | 'not found'
  | 'forbidden'
  | 'archived'
  | 'unauthenticated'
  | 'out of reach'
  | 'kept out'

const isAtLeast = <Role>(roles: readonly Role[], own: Role, needed: Role) =>
  roles.indexOf(own) <= roles.indexOf(needed)

interface Cell {
  readonly standing: Standing
  readonly place: PlaceName
  /** Made what is its author's there. */
  readonly isAuthor: boolean
}

/** What somebody who is signed in gets at a place, and the role that a refusal names. */
export function expectedFor(need: Need, cell: Cell): { outcome: Outcome; role?: string } {
  switch (need.in) {
    case 'project':
      return inProject(need, cell)
    case 'workspace':
      return inWorkspace(need, cell)
    default:
      return { outcome: 'allowed' }
  }
}

function inWorkspace(need: Extract<Need, { in: 'workspace' }>, { standing, place }: Cell) {
  const own = place === 'elsewhere' ? standing.projects.elsewhere : standing.workspace
  if (!own) return { outcome: 'not found' } as const
  if (need.silent || isAtLeast(workspaceRoles, own, need.role))
    return { outcome: 'allowed' } as const
  return need.hidden
    ? ({ outcome: 'not found' } as const)
    : ({ outcome: 'forbidden', role: need.role } as const)
}

function inProject(need: Extract<Need, { in: 'project' }>, { standing, place, isAuthor }: Cell) {
  const own = standing.projects[place] ?? (need.alone ? standing.tasks[place] : null)
  const { and, late } = need
  const isClosed = place === 'archived' && !need.archived
  const isOthers = and === 'owner of it' && !isAuthor
  if (!own || (isOthers && !late)) return { outcome: 'not found' } as const
  if (late && isClosed) return { outcome: 'archived' } as const
  if (isOthers) return { outcome: 'not found' } as const
  if (!isAtLeast(projectRoles, own, need.role))
    return { outcome: 'forbidden', role: need.role } as const
  if (isClosed) return { outcome: 'archived' } as const
  const isAdmin = isAtLeast(projectRoles, own, 'admin')
  const isInside = standing.workspace !== 'guest'
  if (and?.startsWith('insider') && !isInside) return { outcome: 'forbidden' } as const
  if (and === 'author' && !isAuthor) return { outcome: 'forbidden' } as const
  if (and?.endsWith('author or admin') && !isAuthor && !isAdmin)
    return { outcome: 'forbidden', role: 'admin' } as const
  return { outcome: 'allowed' } as const
}

/** What an answer is; another word where the call failed by a fault of ours. */
export function outcomeOf(
  { code, reason, message }: Answer,
  { in: where }: Need,
): Outcome | string {
  if (code === 'UNAUTHORIZED' && unknown.has(message)) return 'unauthenticated'
  if (code === 'FORBIDDEN' && (reason === 'token' || reason === 'scope')) return 'out of reach'
  if (code === 'FORBIDDEN' && reason === 'factor_required') return 'kept out'
  if (code === 'CONFLICT' && reason === 'archived') return 'archived'
  // Of an account nothing is another's: what is not there has no such owner.
  if (where === 'account' || where === 'anywhere') return faults.has(code) ? code : 'allowed'
  if (code === 'FORBIDDEN') return 'forbidden'
  if (code === 'NOT_FOUND') return 'not found'
  return faults.has(code) ? code : 'allowed'
}

const unknown = new Set(['Sign in first', 'This API token is not valid'])
const faults = new Set([
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'UNASKED',
])
