import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'
import { teamsQuery } from './teams-query.ts'

const noNames: readonly string[] = []

/** The teams of the workspace; a guest sees none. `named`: ids that are on screen. One that is not among the teams may just have
 *  been made, and has them read once more. */
export function useTeams(named = noNames) {
  const { data, isError, refetch } = useQuery(teamsQuery(useWorkspace()))
  const teams = data ?? []
  const teamOf = (id: string | null) => teams.find((team) => team.id === id)?.name ?? null
  const unknown = data ? named.filter((id) => teamOf(id) === null).join() : ''
  /** Those that were not there either when it was read for them. */
  const [gone, setGone] = useState('')
  useEffect(() => {
    if (!unknown || unknown === gone) return
    let isOver = false
    void refetch({ cancelRefetch: false }).then(({ isSuccess }) => {
      if (isSuccess && !isOver) setGone(unknown)
    })
    return () => {
      isOver = true
    }
  }, [unknown, gone, refetch])
  const areGone = unknown !== '' && unknown === gone
  const nameless = () => {
    if (isError) return teamWords().unread
    return areGone ? teamWords().unknown : '…'
  }
  return {
    teams,
    /** Null for one that has no name here: it was deleted, or is on its way. */
    teamOf,
    /** Whether one of the named is no more. */
    isGone: (id: string) => areGone && unknown.split(',').includes(id),
    /** What one of the named is called on screen. */
    nameOf: (id: string) => teamOf(id) ?? nameless(),
  }
}
