import { Gauge, Network, ScrollText } from 'lucide-react'
import { m } from '../messages.ts'
import { canManage } from './roles.ts'
import { useSession, useWorkspace } from './session.ts'

const guarded = {
  teams: {
    to: '/settings/teams',
    of: 'workspace',
    icon: Network,
    name: () => m.settings.teams,
  },
  audit: {
    to: '/settings/audit',
    of: 'workspace',
    icon: ScrollText,
    name: () => m.settings.audit,
  },
  operations: {
    to: '/settings/operations',
    of: 'installation',
    icon: Gauge,
    name: () => m.settings.operations,
  },
} as const

/** The settings that not everybody may see, for whoever is here, each with what it is about: their menu and the palette
 *  lead to them. */
export function useGuardedPlaces() {
  const { role } = useWorkspace()
  const { isOperator } = useSession()
  return [
    ...(role === 'guest' ? [] : [guarded.teams]),
    ...(canManage(role) ? [guarded.audit] : []),
    ...(isOperator ? [guarded.operations] : []),
  ]
}
