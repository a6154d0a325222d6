import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { trpc } from '../../trpc.ts'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'

const STALE_MS = 60_000
const noNames: readonly string[] = []

/** The teams of the workspace; a guest sees none. `named`: ids that are on screen. One that is not among the teams may just have
 *  been made, and has them read once more. */
export function useTeams(named = noNames) {
  const { id: workspaceId, role } = useWorkspace()
  const { data, isError, refetch } = useQuery(
    trpc.user.teams.list.queryOptions(
      { workspaceId },
      { staleTime: STALE_MS, enabled: role !== 'guest' },
    ),
  )
  const teams = data ?? []
  const teamOf = (id: string | null) => teams.find((team) => team.id === id)?.name ?? null
  const unknown = data ? named.filter((id) => teamOf(id) === null).join() : ''
  /** Those that were not there either when it was read for them. */
  const [gone, setGone] = useState('')
  useEffect(() => {
    if (!unknown || unknown === gone) return
    let isOver = false
    void refetch().then(({ isSuccess }) => {
      if (isSuccess && !isOver) setGone(unknown)
    })
    return () => {
      isOver = true
    }
  }, [unknown, gone, refetch])
  const nameless = () => {
    if (isError) return teamWords().unread
    return unknown && unknown === gone ? teamWords().unknown : '…'
  }
  return {
    teams,
    /** Null for one that has no name here: it was deleted, or is on its way. */
    teamOf,
    /** What one of the named is called on screen. */
    nameOf: (id: string) => teamOf(id) ?? nameless(),
  }
}
