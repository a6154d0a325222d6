import { useQuery } from '@tanstack/react-query'
import { m } from '../messages.ts'
import { type Outputs, trpc } from '../trpc.ts'
import { useMe, useWorkspace } from './session.ts'

export type Member = Outputs['user']['members']['list'][number]

const STALE_MS = 5 * 60_000

/** The people of the workspace by id; for a guest those on what was shared with them. Someone who has left keeps their
 *  place as a former member. */
export function usePeople() {
  const { id: workspaceId, role } = useWorkspace()
  const me = useMe()
  const isGuest = role === 'guest'
  const all = useQuery(
    trpc.user.members.list.queryOptions(
      { workspaceId },
      { staleTime: STALE_MS, enabled: !isGuest },
    ),
  )
  const met = useQuery(
    trpc.gateway.people.companions.queryOptions(
      { workspaceId },
      { staleTime: STALE_MS, enabled: isGuest },
    ),
  )
  const { data: members = [], isSuccess } = isGuest ? met : all
  const isFormer = (id: string | null) =>
    isSuccess && !isGuest && id !== null && !members.some(({ userId }) => userId === id)
  const nameOf = (id: string | null) =>
    id === me.id
      ? me.name
      : (members.find(({ userId }) => userId === id)?.name ??
        (isFormer(id) ? m.tasks.formerMember : m.tasks.someone))
  const hueOf = (id: string | null) =>
    Math.max(
      0,
      members.findIndex(({ userId }) => userId === id),
    )
  return { members, me, nameOf, hueOf }
}
