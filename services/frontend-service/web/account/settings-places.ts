import { Gauge, ScrollText, UsersRound } from 'lucide-react'
import { m } from '../messages.ts'
import { canManage } from './roles.ts'
import { useSession, useWorkspace } from './session.ts'

const guarded = {
  teams: { to: '/settings/teams', icon: UsersRound, name: () => m.settings.teams },
  audit: { to: '/settings/audit', icon: ScrollText, name: () => m.settings.audit },
  operations: { to: '/settings/operations', icon: Gauge, name: () => m.settings.operations },
} as const

/** The settings that not everybody may see, for whoever is here: their menu and the palette lead to them. */
export function useGuardedPlaces() {
  const { role } = useWorkspace()
  const { isOperator } = useSession()
  return [
    ...(role === 'guest' ? [] : [guarded.teams]),
    ...(canManage(role) ? [guarded.audit] : []),
    ...(isOperator ? [guarded.operations] : []),
  ]
}
