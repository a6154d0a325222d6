import { useQuery } from '@tanstack/react-query'
import { createContext, use, useMemo } from 'react'
import { m } from '../messages.ts'
import { type Outputs, trpc } from '../trpc.ts'
import { type Me, useMe, useWorkspace } from './session.ts'

export type Member = Outputs['user']['members']['list'][number]

const STALE_MS = 5 * 60_000

/** The people of the workspace by id; for a guest those on what was shared with them. Someone who has left keeps their
 *  place as a former member. */
export function usePeople() {
  const people = use(PeopleContext)
  if (!people) throw new Error('No workspace is on screen')
  return people
}

export const PeopleContext = createContext<ReturnType<typeof useWorkspacePeople> | undefined>(
  undefined,
)

/** The same for the frame of a workspace, which watches them for every row within it. */
export function useWorkspacePeople() {
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
  const { data: deleted } = useQuery(
    trpc.user.members.deleted.queryOptions({ workspaceId }, { staleTime: STALE_MS }),
  )
  const { data: members, isPending, isSuccess } = isGuest ? met : all
  const stranger = isPending ? '…' : isSuccess && !isGuest ? m.tasks.formerMember : m.tasks.someone
  return useMemo(
    () => ({ ...named(members ?? [], deleted, me, stranger), isPending }),
    [members, deleted, me, stranger, isPending],
  )
}

/** `deleted`: of those whose account is gone; `stranger`: what somebody is called whom neither names. */
function named(members: Member[], deleted: string[] = [], me: Me, stranger: string) {
  const places = new Map(members.map(({ userId }, index) => [userId, index]))
  const placeOf = (id: string | null) => places.get(id ?? '')
  const nameOf = (id: string | null) => {
    if (id === me.id) return me.name
    if (id === null) return m.tasks.someone
    const name = members[placeOf(id) ?? -1]?.name
    return name ?? (deleted.includes(id) ? m.tasks.deletedUser : stranger)
  }
  return { members, me, nameOf, hueOf: (id: string | null) => placeOf(id) ?? 0 }
}
