import { useQuery } from '@tanstack/react-query'
import { m } from '../messages.ts'
import { type Outputs, trpc } from '../trpc.ts'
import { useMe, useWorkspace } from './session.ts'

export type Member = Outputs['user']['members']['list'][number]

/** The people of the workspace by id. Someone who has left keeps their place as a former member. */
export function usePeople() {
  const { id: workspaceId } = useWorkspace()
  const me = useMe()
  const { data: members = [], isSuccess } = useQuery(
    trpc.user.members.list.queryOptions({ workspaceId }, { staleTime: 5 * 60_000 }),
  )
  const isFormer = (id: string | null) =>
    isSuccess && id !== null && !members.some(({ userId }) => userId === id)
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
