import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { teamWords } from '../../account/teams/team-words.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'

/** People who are named; of the others there is how many they are. */
const NAMED = 5

interface Props {
  id: string
  frame: (content: ReactNode) => ReactNode
}

/** A team and who is in it, once that is known. */
export function TeamCard({ id, frame }: Props) {
  const { id: workspaceId, role } = useWorkspace()
  const { nameOf, hueOf } = usePeople()
  const words = teamWords()
  const { data: team } = useQuery(
    trpc.user.teams.get.queryOptions(
      { workspaceId, id },
      { retryOnMount: false, enabled: role !== 'guest' },
    ),
  )
  if (!team) return null
  const { name, members } = team
  return frame(
    <>
      <p className="cut">
        <span className="font-strong">{name}</span>{' '}
        <span className="text-12 text-ink-3 nums">{words.count(members.length)}</span>
      </p>
      {members.length > 0 && (
        <ul className="mt-2 grid gap-1.5">
          {members.slice(0, NAMED).map(({ userId }) => (
            <li key={userId} className="flex items-center gap-2 min-w-0">
              <Avatar name={nameOf(userId)} hue={hueOf(userId)} size={18} isDecorative />
              <span className="cut">{nameOf(userId)}</span>
            </li>
          ))}
        </ul>
      )}
      {members.length > NAMED && (
        <p className="mt-1.5 text-12 text-ink-3 nums">{words.more(members.length - NAMED)}</p>
      )}
    </>,
  )
}
