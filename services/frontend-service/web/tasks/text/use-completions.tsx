import { useQuery } from '@tanstack/react-query'
import { UsersRound } from 'lucide-react'
import { type ReactNode, useDeferredValue } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { teamsQuery } from '../../account/teams/teams-query.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { StatusIcon, StatusShape } from '../fields/status.tsx'
import { projectKeyOf } from '../task.ts'
import type { Sought } from './sought.ts'

/** What can stand in the place of what is sought. */
export interface Completion {
  id: string
  /** What comes into the text. */
  text: string
  icon: ReactNode
  /** What it is called in the list. */
  name: string
  /** Said beside it. */
  hint?: string
  /** Its name is a key, and what is beside it says more. */
  isKey?: boolean
}

const SHOWN_MAX = 8

interface Room {
  readonly people: boolean
  readonly teams: boolean
}

/** People and teams of the workspace by any part of their name, the ones that begin so first; tasks by key or words of the title,
 *  those that the reader was given alone among them. Guests are told of no teams; none is offered where the text names as many as
 *  it may (`hasRoom`). */
export function useCompletions(sought: Sought | undefined, hasRoom: Room): Completion[] {
  const name = sought?.kind === 'person' ? sought.text : undefined
  const people = usePeopleNamed(name !== undefined && hasRoom.people)
  const teams = useTeamsNamed(name !== undefined && hasRoom.teams)
  const tasks = useTasksLike(sought?.kind === 'task' ? sought.text : undefined)
  if (name === undefined) return tasks
  const wanted = name.toLowerCase()
  const placed = [...people, ...teams].flatMap((one) => {
    const at = one.name.normalize('NFC').toLowerCase().indexOf(wanted)
    return at < 0 ? [] : [{ one, at }]
  })
  return placed
    .sort((a, b) => a.at - b.at || a.one.name.localeCompare(b.one.name))
    .slice(0, SHOWN_MAX)
    .map(({ one }) => one)
}

/** They come into the text by their ids, as teams do: they may be renamed, and two may have one name. */
function usePeopleNamed(isWanted: boolean): Completion[] {
  const { members, hueOf } = usePeople()
  if (!isWanted) return []
  return members.map(({ userId, name }) => ({
    ...{ id: userId, name, text: `[@${asWritten(name)}](user:${userId})` },
    icon: <Avatar name={name} hue={hueOf(userId)} isDecorative />,
  }))
}

function useTeamsNamed(isWanted: boolean): Completion[] {
  const { data = [] } = useQuery(teamsQuery(useWorkspace(), isWanted))
  if (!isWanted) return []
  return data.map(({ id, name }) => ({
    ...{ id, name, text: `[@${asWritten(name)}](team:${id})` },
    icon: <UsersRound aria-hidden className="size-5.5! p-0.75 text-ink-3" />,
    hint: m.tasks.team,
  }))
}

/** A name as Markdown has it, whatever signs it has. */
const asWritten = (name: string) => name.replace(/[\\`*_{}[\]()#+!|<>&~]/g, '\\$&')

function useTasksLike(text: string | undefined): Completion[] {
  const { id: workspaceId } = useWorkspace()
  const sought = useDeferredValue(text)
  const { data } = useQuery(
    trpc.task.search.find.queryOptions(
      { workspaceId, text: sought ?? '' },
      { enabled: sought !== undefined },
    ),
  )
  const tasks = data?.tasks ?? []
  const projects = useProjects(tasks.map(({ key }) => projectKeyOf(key)))
  if (text === undefined) return []
  const asRow = ({ id, key, title }: { id: string; key: string; title: string }) => ({
    ...{ id, text: key, name: key, hint: title, isKey: true },
  })
  const inside = tasks.map((task) => ({
    ...asRow(task),
    icon: (
      <StatusIcon
        project={projects.get(projectKeyOf(task.key))}
        statusId={task.statusId}
        isDecorative
      />
    ),
  }))
  // The release before this one finds none.
  const alone = (data?.shared ?? []).map((task) => ({
    ...asRow(task),
    icon: <StatusShape shape={task.status.group} />,
  }))
  return [...inside, ...alone].slice(0, SHOWN_MAX)
}
